#include "core/text.h"

#include <doctest/doctest.h>

#include "core/did_you_mean.h"

using namespace migcheck;

TEST_CASE("text helpers") {
  CHECK(trim(" \t a b \n") == "a b");
  CHECK(trim(" \n").empty());
  CHECK(to_lower("ÄbC") == "Äbc");
  CHECK(split("a..b", '.') == std::vector<std::string_view>{"a", "", "b"});
  CHECK(join(std::vector<std::string>{"a", "b"}, ", ") == "a, b");
  CHECK(replace_all("aXXa", "X", "XY") == "aXYXYa");
  CHECK(dedented("f(\n      a,\n   )\n\n\tb", 4) == "f(\n  a,\n)\n\n\tb");
  CHECK(counted(1, "revision") == "1 revision");
  CHECK(counted(0, "revision") == "0 revisions");
}

TEST_CASE("did_you_mean finds the nearest name, if it is near") {
  const std::vector<std::string> names = {"drop-column", "drop-table", "rename-column"};
  CHECK(did_you_mean("drop-colum", names) == "drop-column");
  CHECK(did_you_mean("dorp-table", names) == "drop-table");
  CHECK(did_you_mean("mian", std::vector<std::string>{"topic", "main"}) == "main");
  CHECK_FALSE(did_you_mean("niam", std::vector<std::string>{"main"}).has_value());
  CHECK_FALSE(did_you_mean("zebra", names).has_value());
  CHECK_FALSE(did_you_mean("x", {}).has_value());
}
