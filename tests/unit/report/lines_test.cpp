#include "report/lines.h"

#include <doctest/doctest.h>

using namespace migcheck;

TEST_CASE("Lines agrees with the functions of core/source_file.h") {
  const std::string_view texts[] = {"", "a", "a\n", "a\r\nbé\n\nd", "\n\n", "日本\n本"};
  for (const std::string_view text : texts) {
    CAPTURE(text);
    const Lines lines(text);
    for (std::size_t offset = 0; offset <= text.size() + 1; ++offset) {
      CHECK(lines.position(offset) == position_at(text, offset));
    }
    for (std::size_t line = 1; line <= lines.count() + 1; ++line) {
      CHECK(lines.line(line) == line_text(text, line));
      CHECK(lines.offset(line) == line_offset(text, line));
    }
  }
}

TEST_CASE("white space at the ends of a span does not count") {
  CHECK(trimmed("a b c\n", {1, 6}) == Span{2, 5});
  CHECK(trimmed("a  b", {1, 3}) == Span{1, 1});
  CHECK(trimmed("ab", {5, 1}) == Span{2, 2});
}

TEST_CASE("columns count characters, UTF-16 units or bytes") {
  struct Row {
    std::string_view before;
    std::size_t characters, units, bytes;
  };
  const Row rows[] = {{"", 1, 1, 1},
                      {"ab", 3, 3, 3},
                      {"\xC3\xA9", 2, 2, 3},
                      {"\xE6\x97\xA5", 2, 2, 4},
                      {"\xF0\x9F\x98\x80", 2, 3, 5},
                      {"\xff", 2, 2, 2}};
  for (const Row& row : rows) {
    CAPTURE(row.before);
    const std::string text = "x\r\n" + std::string(row.before) + "DROP";
    const Lines lines(text);
    const Span span = {text.size() - 4, text.size()};
    const auto begin = [&](ColumnUnit unit) { return region(lines, text, span, unit).start; };
    CHECK(begin(ColumnUnit::character) == Position{2, row.characters});
    CHECK(begin(ColumnUnit::utf16_unit) == Position{2, row.units});
    CHECK(begin(ColumnUnit::byte) == Position{2, row.bytes});
  }
}
