#include "report/unicode.h"

#include <algorithm>
#include <array>

namespace migcheck {

namespace {

using Range = CharacterRange;

constexpr std::array hidden = {
    Range{0x00, 0x1F},       Range{0x7F, 0x9F},     Range{0xAD, 0xAD},     Range{0x61C, 0x61C},
    Range{0x180E, 0x180E},   Range{0x200B, 0x200B}, Range{0x200E, 0x200F}, Range{0x2028, 0x202E},
    Range{0x2060, 0x206F},   Range{0xFEFF, 0xFEFF}, Range{0xFFF9, 0xFFFB}, Range{0xFFFE, 0xFFFF},
    Range{0xE0000, 0xE007F},
};

bool is_allowed(char32_t c, std::size_t bytes) {
  constexpr std::array<char32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
  return c >= least[bytes] && c <= 0x10FFFF && !(0xD800 <= c && c <= 0xDFFF);
}

}  // namespace

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {};
  char32_t c = lead & (0x7Fu >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if (!is_continuation(text[i])) return {};
    c = (c << 6) | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  }
  return is_allowed(c, bytes) ? Character{c, bytes} : Character{};
}

bool is_in(std::span<const CharacterRange> ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](Range range) { return range.first <= c && c <= range.last; });
}

bool is_hidden(char32_t c) { return is_in(hidden, c); }

}  // namespace migcheck
