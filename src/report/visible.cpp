#include "report/visible.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "core/text.h"
#include "report/unicode.h"

namespace migcheck {

namespace {

// GitHub's runner obeys `##[name]` anywhere in a line that is printed.
// Source: actions/runner, ActionCommand.TryParse.
constexpr std::string_view old_command = "##[";

using Range = CharacterRange;

constexpr std::array combining = {
    Range{0x300, 0x36F},   Range{0x483, 0x489},   Range{0x591, 0x5BD},   Range{0x610, 0x61A},
    Range{0x64B, 0x65F},   Range{0x6D6, 0x6DC},   Range{0x900, 0x902},   Range{0x93C, 0x93C},
    Range{0x941, 0x948},   Range{0x94D, 0x94D},   Range{0xE31, 0xE31},   Range{0xE34, 0xE3A},
    Range{0xE47, 0xE4E},   Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF}, Range{0x200C, 0x200D},
    Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xE0100, 0xE01EF},
};

constexpr std::array wide = {
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},
    Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},
    Range{0xA960, 0xA97F},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},
    Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF},
    Range{0x20000, 0x3FFFD},
};

Glyph escaped(std::string text, std::size_t bytes) {
  const std::size_t columns = text.size();
  return {std::move(text), columns, bytes};
}

Glyph escape(Character c) {
  if (c.code == '\n') return escaped("\\n", c.bytes);
  if (c.code == '\r') return escaped("\\r", c.bytes);
  const auto number = static_cast<std::uint32_t>(c.code);
  return escaped(
      number < 0x80 ? fmt::format("\\x{:02x}", number) : fmt::format("\\u{{{:x}}}", number),
      c.bytes);
}

}  // namespace

Glyph next_glyph(std::string_view rest, std::size_t column) {
  if (rest[0] == '\t') {
    const std::size_t columns = 4 - column % 4;
    return {std::string(columns, ' '), columns, 1};
  }
  const Character first = first_character(rest);
  if (first.bytes == 0) {
    return escaped(fmt::format("\\x{:02x}", static_cast<unsigned char>(rest[0])), 1);
  }
  if (is_hidden(first.code) || rest.starts_with(old_command)) return escape(first);
  const std::size_t columns = is_in(combining, first.code) ? 0 : is_in(wide, first.code) ? 2 : 1;
  return {std::string(rest.substr(0, first.bytes)), columns, first.bytes};
}

std::string visible(std::string_view text) {
  return visible(text, std::numeric_limits<std::size_t>::max());
}

std::string visible(std::string_view text, std::size_t columns) {
  std::string shown;
  std::size_t column = 0;
  std::size_t room_for_ellipsis = 0;  // bytes of `shown` that leave a column free
  while (!text.empty()) {
    const Glyph glyph = next_glyph(text, column);
    if (column < columns) room_for_ellipsis = shown.size();
    if (column + glyph.columns > columns) return shown.substr(0, room_for_ellipsis) + "…";
    shown += glyph.text;
    column += glyph.columns;
    text.remove_prefix(glyph.bytes);
  }
  return shown;
}

std::vector<std::string> visible_lines(std::string_view text) {
  std::vector<std::string> lines;
  if (text.ends_with('\n')) text.remove_suffix(1);
  for (std::string_view line : split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(visible(line));
  }
  return lines;
}

std::string_view cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && is_continuation(text[bytes])) --bytes;
  return text.substr(0, bytes);
}

}  // namespace migcheck
