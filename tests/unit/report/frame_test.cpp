#include "report/frame.h"

#include <doctest/doctest.h>

#include <string>

using namespace migcheck;

namespace {

// The frame of what lies between « and » in `marked`.
std::string frame_of(std::string marked) {
  const std::string open = "«";
  const std::size_t begin = marked.find(open);
  marked.erase(begin, open.size());
  const std::size_t end = marked.find("»");
  marked.erase(end, open.size());
  const SourceFile file{"a.sql", marked};
  const Lines lines(file.text);
  return "\n" + Frame(file, lines, {begin, end}).excerpt(Severity::error, Style(Color::no));
}

// The columns that the carets cover, counted as bytes of an ASCII gutter, and the line above.
std::string last_line(const std::string& text) {
  return text.substr(text.rfind('\n', text.size() - 2) + 1);
}

}  // namespace

TEST_CASE("a span within a line is underlined") {
  CHECK(frame_of("SELECT 1;\nDROP «TABLE» a;\n") == R"(
  |
2 | DROP TABLE a;
  |      ^^^^^
)");
}

TEST_CASE("an empty span has one caret, white space at the ends none") {
  CHECK(frame_of("DROP «»x") == "\n  |\n1 | DROP x\n  |      ^\n");
  CHECK(frame_of("DROP x«»\n") == "\n  |\n1 | DROP x\n  |       ^\n");
  CHECK(frame_of("a\n«»") == "\n  |\n2 |\n  | ^\n");
  CHECK(frame_of("a«  b  \n»") == "\n  |\n1 | a  b  \n  |    ^\n");
}

TEST_CASE("tabs, wide, combining and escaped characters keep the carets in place") {
  CHECK(frame_of("\tSET\t«x»") == "\n  |\n1 |     SET x\n  |         ^\n");
  CHECK(frame_of("日本 «日本»") == "\n  |\n1 | 日本 日本\n  |      ^^^^\n");
  CHECK(frame_of("e\xCC\x81 «x»") == "\n  |\n1 | e\xCC\x81 x\n  |   ^\n");
  CHECK(frame_of("'\x1b[2J' «x»") == "\n  |\n1 | '\\x1b[2J' x\n  |           ^\n");
  CHECK(frame_of("«x\xff»") == "\n  |\n1 | x\\xff\n  | ^^^^^\n");
}

TEST_CASE("CRLF files show no carriage return") {
  CHECK(frame_of("a\r\n«b»\r\n") == "\n  |\n2 | b\n  | ^\n");
}

TEST_CASE("a span over several lines has an edge") {
  CHECK(frame_of("CREATE TABLE a (\n  «b int,\n\n  c int»\n);") == R"(
  |
2 | /   b int,
3 | |
4 | |   c int
  | |_______^
)");
  CHECK(frame_of("f(«a,\n  b»)") == R"(
  |
1 |   f(a,
  |  ___^
2 | |   b)
  | |___^
)");
}

TEST_CASE("long spans are elided in the middle, long numbers keep the gutter straight") {
  CHECK(frame_of("1\n2\n3\n4\n5\n6\n7\n«8\n9\n10\n11»\n") == R"(
   |
 8 | / 8
 9 | | 9
10 | | 10
11 | | 11
   | |__^
)");
  CHECK(frame_of("1\n2\n3\n4\n5\n6\n7\n«8\n9\n10\n11\n12\n13»\n") == R"(
   |
 8 | / 8
 9 | | 9
10 | | 10
...  |
13 | | 13
   | |__^
)");
}

TEST_CASE("very long lines are cut around the span") {
  const std::string long_before(10000, 'a');
  const std::string long_after(10000, 'b');
  const std::string frame = frame_of(long_before + "«DROP»" + long_after);
  CHECK(frame.size() < 3 * frame_columns);
  CHECK(frame.find("1 | …aaa") != std::string::npos);
  CHECK(frame.find("aDROPb") != std::string::npos);
  CHECK(frame.find("bbb…\n") != std::string::npos);
  CHECK(last_line(frame) == "  | " + std::string(31, ' ') + "^^^^\n");
  // A span that is longer than the window is marked as far as it is shown.
  CHECK(last_line(frame_of("x «" + long_after + "»")) ==
        "  |   " + std::string(frame_columns - 2, '^') + "\n");
  // Characters that need many columns each do not push the span out of the window.
  std::string controls;
  for (int i = 0; i < 500; ++i) controls += "\xE2\x80\xAE";
  CHECK(frame_of(controls + "«DROP»").find("DROP\n") != std::string::npos);
}

TEST_CASE("an empty file has no excerpt, and a span behind the end is at the end") {
  const SourceFile empty{"empty.sql", ""};
  const Lines none(empty.text);
  const Frame frame(empty, none, {0, 5});
  CHECK(frame.excerpt(Severity::error, Style(Color::no)).empty());
  CHECK(frame.place() == "empty.sql");

  const SourceFile file{"a\x1b.sql", "ab\n"};
  const Lines lines(file.text);
  CHECK(Frame(file, lines, {77, 99}).place() == "a\\x1b.sql:2:1");
}
