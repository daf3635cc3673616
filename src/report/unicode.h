#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace migcheck {

// Characters by their numbers, both ends included.
struct CharacterRange {
  char32_t first, last;
};

bool is_in(std::span<const CharacterRange> ranges, char32_t c);

struct Character {
  char32_t code = 0;
  std::size_t bytes = 0;  // of the text; 0: the text does not begin with UTF-8
};

// The first character of a text that is not empty. Overlong forms, surrogates and what is beyond
// Unicode are not UTF-8 (RFC 3629).
Character first_character(std::string_view text);

// Whether the byte is the second, third or fourth of a character.
bool is_continuation(char c);

// Whether the character shows nothing, controls a terminal, or reorders what is around it: C0 and
// C1 controls, bidirectional and zero-width ones, tags, and the two that are no characters.
bool is_hidden(char32_t c);

}  // namespace migcheck
