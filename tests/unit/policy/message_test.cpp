#include "policy/message.h"

#include <doctest/doctest.h>

#include "unit/policy/sample.h"

using namespace migcheck;
using namespace migcheck::test;

TEST_CASE("a template is filled with the values of facts") {
  const SampleSource facts({{"operation", std::string("drop {tables}")},
                            {"row_count", std::int64_t{-3}},
                            {"new_table", true},
                            {"tables", std::vector<std::string>{"users", "orders"}}});
  const struct {
    const char* text;
    const char* filled;
  } cases[] = {
      {"", ""},
      {"plain", "plain"},
      {"{tables}: {row_count}, {new_table}", "users, orders: -3, yes"},
      {"{operation}", "drop {tables}"},
      {"{nothing}", "?"},
      {"{{}} {{row_count}}", "{} {row_count}"},
      {"a } b", "a } b"},
  };
  for (const auto& row : cases) {
    CAPTURE(std::string(row.text));
    CHECK(fill(row.text, facts) == row.filled);
  }
}

TEST_CASE("the placeholders of a template") {
  CHECK(placeholders("{a} {{b}} {c}") == std::vector<std::string>{"a", "c"});
  CHECK_FALSE(placeholders("{a} {b").has_value());
}
