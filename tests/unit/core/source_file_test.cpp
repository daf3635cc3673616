#include "core/source_file.h"

#include <doctest/doctest.h>

using migcheck::line_offset;
using migcheck::line_text;
using migcheck::Position;
using migcheck::position_at;

TEST_CASE("position_at counts lines and characters from 1") {
  struct Row {
    std::string_view text;
    std::size_t offset;
    Position position;
  };
  const Row rows[] = {
      {"", 0, {1, 1}},    {"ab", 1, {1, 2}},       {"a\nb", 2, {2, 1}}, {"a\r\nb", 3, {2, 1}},
      {"é=1", 2, {1, 2}}, {"a\n日本x", 8, {2, 3}}, {"abc", 99, {1, 4}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(position_at(row.text, row.offset) == row.position);
  }
}

TEST_CASE("lines are found by number, without their line ending") {
  CHECK(line_text("a\nbc\r\nd", 2) == "bc");
  CHECK(line_text("a\nbc\r\nd", 3) == "d");
  CHECK(line_text("a\n", 2).empty());
  CHECK(line_text("a", 7).empty());
  CHECK(line_offset("a\nbc\nd", 3) == 5);
  CHECK(line_offset("a", 7) == 1);
}
