#pragma once

#include <string>
#include <string_view>

#include "core/finding.h"

namespace migcheck {

// Text that GitHub's Markdown shows as it is: no markup, HTML, link (not even of a bare address),
// formula, mention of a user or reference to an issue comes of it.

// Within a line, or within a cell of a table. The text is made visible(), as one line.
std::string markdown_inline(std::string_view text);

// The lines of a text as a paragraph, with `separator` between them: no list, heading or rule.
std::string markdown_lines(std::string_view text, std::string_view separator);

// HTML's code element: unlike a code span it can hold backquotes and bars within a table.
std::string markdown_code(std::string_view text);

// The policy's id, as a link to what documents the finding where it has one.
std::string markdown_policy(const Finding& finding);

// "❌ error".
const char* severity_label(Severity severity);

// A block of code that the text cannot end: the fence is longer than any in it.
std::string fenced(std::string_view language, std::string_view text);

// A value for an attribute of HTML within Markdown, in double quotes.
std::string html_attribute(std::string_view text);

}  // namespace migcheck
