#include "report/markdown_text.h"

#include <doctest/doctest.h>

using namespace migcheck;

// tests/formats renders hostile texts with cmark-gfm; here is what is written.
TEST_CASE("text within a line of Markdown") {
  struct Row {
    std::string_view text, escaped;
  };
  const Row rows[] = {
      {"public.users_email_key", "public.users_email_key"},
      {"_a_ *b* `c` ~d~ [e] \\", "\\_a\\_ \\*b\\* \\`c\\` \\~d\\~ \\[e\\] \\\\"},
      {"<b> & | $x$", "&lt;b&gt; &amp; \\| <span>$</span>x<span>$</span>"},
      {"@team #1", "<span>@</span>team <span>#</span>1"},
      {"https://x WWW.y", "https<span>:</span>//x WWW<span>.</span>y"},
      {"a\nb", "a\\\\nb"},
  };
  for (const Row& row : rows) CHECK(markdown_inline(row.text) == row.escaped);
}

TEST_CASE("lines of Markdown begin no block, and keep their indentation") {
  CHECK(markdown_lines("a\r\nb\n", "<br>") == "a<br>b");
  CHECK(markdown_lines("- a\n+ b\n===\n---\n1. c\n2) d", "\n") ==
        "\\- a\n\\+ b\n\\===\n\\---\n1\\. c\n2\\) d");
  CHECK(markdown_lines("1.5 s\n12", "\n") == "1\\.5 s\n12");
  CHECK(markdown_lines("with x:\n    - y", "<br>") == "with x:<br>&nbsp;&nbsp;&nbsp;&nbsp;\\- y");
}

TEST_CASE("values of HTML's attributes") {
  CHECK(html_attribute("https://x/a_b?c=d#e") == "https://x/a_b?c=d&#35;e");
  CHECK(html_attribute("\"><b>&|") == "&#34;&#62;&#60;b&#62;&#38;&#124;");
}
