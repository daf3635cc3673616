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
