#include "report/visible.h"

#include <doctest/doctest.h>

using namespace migcheck;

TEST_CASE("text of a pull request is shown, never obeyed") {
  struct Row {
    std::string_view text, shown;
  };
  const Row rows[] = {
      {"plain ASCII ~", "plain ASCII ~"},
      {"é 日本 🙂", "é 日本 🙂"},
      {"\x1b[31mred", "\\x1b[31mred"},
      {"a\rb\nc", "a\\rb\\nc"},
      {std::string_view("\0\x7f", 2), "\\x00\\x7f"},
      {"\xC2\x9B", "\\u{9b}"},              // CSI as one C1 character
      {"a\xE2\x80\xAE z", "a\\u{202e} z"},  // right-to-left override
      {"a\xE2\x81\xA6z", "a\\u{2066}z"},    // left-to-right isolate
      {"\xEF\xBB\xBFx", "\\u{feff}x"},      // byte order mark
      {"a\xE2\x80\x8B", "a\\u{200b}"},      // zero-width space
      {"\xff\xfe", "\\xff\\xfe"},
      {"\xC3", "\\xc3"},                             // a character that is cut off
      {"\xC0\xAF", "\\xc0\\xaf"},                    // overlong
      {"\xED\xA0\x80", "\\xed\\xa0\\x80"},           // a surrogate
      {"\xF4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},  // beyond Unicode
      {"a\tb\t\tc", "a   b       c"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.shown);
    CHECK(visible(row.text) == row.shown);
  }
}

TEST_CASE("what does not fit is cut off visibly") {
  CHECK(visible("abcdef", 6) == "abcdef");
  CHECK(visible("abcdefg", 6) == "abcde…");
  CHECK(visible("日本語", 5) == "日本…");
  CHECK(visible("日本語", 4) == "日…");
  CHECK(visible("a\x1b", 4) == "a…");
}

TEST_CASE("lines are split at either kind of line ending") {
  using Strings = std::vector<std::string>;
  CHECK(visible_lines("a\r\nb\n") == Strings{"a", "b"});
  CHECK(visible_lines("a\n\nb") == Strings{"a", "", "b"});
  CHECK(visible_lines("") == Strings{""});
}

TEST_CASE("cut never divides a character") {
  CHECK(cut("abc", 3) == "abc");
  CHECK(cut("aé", 2) == "a");
  CHECK(cut("日本", 5) == "日");
  CHECK(cut("\x80\x80\x80", 2).empty());
}
