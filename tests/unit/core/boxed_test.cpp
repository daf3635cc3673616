#include "core/boxed.h"

#include <doctest/doctest.h>

#include <string>

using namespace migcheck;

TEST_CASE("a box is empty until something is put into it") {
  Boxed<std::string> box;
  CHECK(!box);
  CHECK(box.value_or("none") == "none");
  box = std::string("some");
  CHECK(box.has_value());
  CHECK(*box == "some");
  CHECK(box->size() == 4);
  box.reset();
  CHECK(!box);
  box.emplace() = "more";
  CHECK(*box == "more");
  box = std::nullopt;
  CHECK(!box);
}

TEST_CASE("copies of a box are apart, and equal as long as their values are") {
  Boxed<std::string> one = std::string("same");
  Boxed<std::string> other = one;
  CHECK(one == other);
  *other += "!";
  CHECK(*one == "same");
  CHECK(one != other);
  other = one;
  CHECK(one == other);
  other = Boxed<std::string>();
  CHECK(one != other);
  CHECK(other == Boxed<std::string>());
}
