#include "core/source_file.h"

#include <algorithm>

namespace migcheck {

namespace {

bool is_continuation_byte(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

}  // namespace

Position position_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const std::size_t newline = before.rfind('\n');
  const std::string_view on_line =
      newline == std::string_view::npos ? before : before.substr(newline + 1);
  Position position;
  position.line += static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  position.column += static_cast<std::size_t>(std::count_if(
      on_line.begin(), on_line.end(), [](char c) { return !is_continuation_byte(c); }));
  return position;
}

std::size_t line_offset(std::string_view text, std::size_t line) {
  std::size_t offset = 0;
  for (std::size_t current = 1; current < line; ++current) {
    const std::size_t newline = text.find('\n', offset);
    if (newline == std::string_view::npos) return text.size();
    offset = newline + 1;
  }
  return offset;
}

std::string_view line_text(std::string_view text, std::size_t line) {
  const std::size_t begin = line_offset(text, line);
  std::string_view rest = text.substr(begin);
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

Span line_span(std::string_view text, std::size_t line) {
  const std::size_t begin = line_offset(text, line);
  return {begin, begin + line_text(text, line).size()};
}

}  // namespace migcheck
