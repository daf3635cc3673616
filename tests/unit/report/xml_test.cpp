#include "report/xml.h"

#include <doctest/doctest.h>

using namespace migcheck;

TEST_CASE("elements are nested, indented and closed") {
  XmlWriter xml;
  xml.open("a").attribute("n", std::size_t{1});
  xml.open("b").close();
  xml.open("c").text("x").close();
  xml.open("d").attribute("e", "").open("f");
  CHECK(xml.finish() == R"(<?xml version="1.0" encoding="UTF-8"?>
<a n="1">
  <b/>
  <c>x</c>
  <d e="">
    <f/>
  </d>
</a>
)");
}

TEST_CASE("text and values are escaped, and what XML cannot hold is shown") {
  struct Row {
    std::string_view text, escaped;
  };
  const Row rows[] = {
      {"a & <b> \"c\" 'd'", "a &amp; &lt;b&gt; &quot;c&quot; 'd'"},
      {"]]>", "]]&gt;"},
      {"a\r\n\tb", "a&#13;&#10;&#9;b"},
      {std::string_view("\0\x1b", 2), "\\x00\\x1b"},
      {"\xff", "\\xff"},
      {"\xEF\xBF\xBE", "\\u{fffe}"},
      {"\x7f\xC2\x9B", "&#127;&#155;"},
      {"\xE2\x80\xAE", "&#8238;"},
      {"##[error]", "&#35;#[error]"},
      {"日本 😀", "日本 😀"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.escaped);
    XmlWriter xml;
    xml.open("a").attribute("b", row.text).text(row.text);
    const std::string document = xml.finish();
    const std::string escaped(row.escaped);
    CHECK(document.substr(document.find("<a")) == "<a b=\"" + escaped + "\">" + escaped + "</a>\n");
  }
}
