#include "report/markdown_text.h"

#include <algorithm>
#include <cctype>

#include "core/text.h"
#include "report/visible.h"

namespace migcheck {

namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

// What is not emphasis: `_` between letters or digits (CommonMark 0.31, section 6.2).
bool is_within_word(std::string_view text, std::size_t at) {
  return at > 0 && at + 1 < text.size() && is_word(text[at - 1]) && is_word(text[at + 1]);
}

// The character at `at`, escaped.
std::string escaped(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  switch (rest[0]) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '@':  // no mention of a user, no formula, no reference to an issue: GitHub looks for them
    case '$':  // in the text of single elements

    case '#':
      return std::string("<span>") + rest[0] + "</span>";
    case ':':
      return rest.starts_with("://") ? "<span>:</span>" : ":";  // no link
    case '.':
      return at >= 3 && to_lower(text.substr(at - 3, 3)) == "www" ? "<span>.</span>" : ".";
    case '_':
      return is_within_word(text, at) ? "_" : "\\_";
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '|':
    case '~':
      return std::string("\\") + rest[0];
    default:
      return std::string(1, rest[0]);
  }
}

// Where a line that begins a block of its own gets a backslash: at the marker of a list, at what
// underlines a heading or draws a rule; npos: nowhere.
std::size_t block_marker(std::string_view line) {
  const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
  const std::size_t behind = std::min(line.find_first_not_of("0123456789", first), line.size());
  if (behind == line.size()) return std::string_view::npos;
  const std::string_view markers = behind == first ? "-+=" : ".)";
  return markers.find(line[behind]) == std::string_view::npos ? std::string_view::npos : behind;
}

// Indentation is kept, and makes no block of code.
std::string escaped_line(std::string_view line) {
  std::string text = markdown_inline(line);
  const std::size_t marker = block_marker(text);
  if (marker != std::string::npos) text.insert(marker, "\\");
  const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
  return replace_all(std::string(indent, ' '), " ", "&nbsp;") + text.substr(indent);
}

// The longest run of backquotes.
std::size_t longest_fence(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string markdown_inline(std::string_view text) {
  const std::string shown = visible(text);
  std::string result;
  for (std::size_t at = 0; at < shown.size(); ++at) result += escaped(shown, at);
  return result;
}

std::string markdown_lines(std::string_view text, std::string_view separator) {
  std::vector<std::string> lines;
  if (text.ends_with('\n')) text.remove_suffix(1);
  for (std::string_view line : split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(escaped_line(line));
  }
  return join(lines, separator);
}

std::string html_attribute(std::string_view text) {
  std::string result;
  for (const char c : visible(text)) {
    const bool plain = is_word(c) ||
                       std::string_view("/:.-_?=").find(c) != std::string_view::npos ||
                       static_cast<unsigned char>(c) >= 0x80;
    result += plain ? std::string(1, c) : "&#" + std::to_string(static_cast<int>(c)) + ";";
  }
  return result;
}

std::string markdown_code(std::string_view text) {
  return "<code>" + markdown_inline(text) + "</code>";
}

std::string markdown_policy(const Finding& finding) {
  std::string policy = markdown_code(finding.policy);
  if (!finding.url.starts_with("https://")) return policy;
  return "<a href=\"" + html_attribute(finding.url) + "\">" + policy + "</a>";
}

const char* severity_label(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "❌ error";
    case Severity::warning:
      return "⚠️ warning";
    case Severity::notice:
      return "ℹ️ notice";
    case Severity::off:
      break;
  }
  return "off";
}

std::string fenced(std::string_view language, std::string_view text) {
  const std::string fence(std::max<std::size_t>(3, longest_fence(text) + 1), '`');
  const std::string end = text.empty() || text.ends_with('\n') ? "" : "\n";
  return fence + std::string(language) + "\n" + std::string(text) + end + fence + "\n";
}

}  // namespace migcheck
