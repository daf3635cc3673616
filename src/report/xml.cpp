#include "report/xml.h"

#include <fmt/format.h>

#include "report/unicode.h"
#include "report/visible.h"

namespace migcheck {

namespace {

// Source: XML 1.0, fifth edition, section 2.2, production Char.
bool is_allowed(char32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

// The begin of the text, escaped so that it stands for itself between tags and between quotes.
// Hidden characters are written as numbers, line endings too: else attributes would lose them, and
// a line of the text could be a command for GitHub's runner.
std::string escaped(std::string_view rest, Character first) {
  if (first.bytes == 0 || !is_allowed(first.code)) return next_glyph(rest, 0).text;
  switch (first.code) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";  // for "]]>"
    case '"':
      return "&quot;";
    default:
      break;
  }
  if (is_hidden(first.code) || rest.starts_with("##[")) {
    return fmt::format("&#{};", static_cast<std::uint32_t>(first.code));
  }
  return std::string(rest.substr(0, first.bytes));
}

std::string escape(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const Character first = first_character(text);
    result += escaped(text, first);
    text.remove_prefix(first.bytes == 0 ? 1 : first.bytes);
  }
  return result;
}

}  // namespace

XmlWriter::XmlWriter() : document_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}

XmlWriter& XmlWriter::open(std::string_view element) {
  if (last_ == Last::attributes) document_ += ">\n";
  document_ += std::string(2 * open_.size(), ' ') + "<" + std::string(element);
  open_.emplace_back(element);
  last_ = Last::attributes;
  return *this;
}

XmlWriter& XmlWriter::attribute(std::string_view name, std::string_view value) {
  document_ += fmt::format(" {}=\"{}\"", name, escape(value));
  return *this;
}

XmlWriter& XmlWriter::attribute(std::string_view name, std::size_t value) {
  return attribute(name, std::to_string(value));
}

XmlWriter& XmlWriter::text(std::string_view content) {
  document_ += ">" + escape(content);
  last_ = Last::text;
  return *this;
}

XmlWriter& XmlWriter::close() {
  const std::string element = open_.back();
  open_.pop_back();
  if (last_ == Last::attributes) {
    document_ += "/>\n";
  } else {
    if (last_ == Last::element) document_ += std::string(2 * open_.size(), ' ');
    document_ += "</" + element + ">\n";
  }
  last_ = Last::element;
  return *this;
}

std::string XmlWriter::finish() {
  while (!open_.empty()) close();
  return std::move(document_);
}

}  // namespace migcheck
