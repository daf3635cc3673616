#pragma once

#include <string>
#include <string_view>

namespace migcheck {

// Text that GitHub's Markdown shows as it is: no markup, HTML, link (not even of a bare address),
// formula, mention of a user or reference to an issue comes of it.

// Within a line, or within a cell of a table. The text is made visible(), as one line.
std::string markdown_inline(std::string_view text);

// The lines of a text as a paragraph, with `separator` between them: no list, heading or rule.
std::string markdown_lines(std::string_view text, std::string_view separator);

// A value for an attribute of HTML within Markdown, in double quotes.
std::string html_attribute(std::string_view text);

}  // namespace migcheck
