#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace migcheck {

// Text of a pull request is untrusted: shown raw, an escape sequence could rewrite the terminal,
// and a bidirectional control could make code look like other code. Here it becomes characters that
// only ever print: control characters, bidirectional and zero-width ones and bytes that are not
// UTF-8 turn into \x1b, \u{202e}, \xff, and the begin of a command of GitHub's runner, `##[`, into
// \x23#[.

// The first character of a text, as it is shown.
struct Glyph {
  std::string text;
  std::size_t columns = 0;  // cells of a terminal: 0 for combining characters, 2 for wide ones
  std::size_t bytes = 0;    // of the source text; never 0
};

// The first glyph of `rest` (not empty), which stands in `column` (from 0): a tab fills up to the
// next multiple of four. Widths after Unicode's East Asian Width (UAX 11), in broad ranges.
Glyph next_glyph(std::string_view rest, std::size_t column);

// All of `text` as one printable line; a line ending shows as \n.
std::string visible(std::string_view text);

// The same, at most `columns` wide; what is cut off shows as "…".
std::string visible(std::string_view text, std::size_t columns);

// The lines of a text, each printable; line endings of either kind, the last one ignored.
std::vector<std::string> visible_lines(std::string_view text);

// The longest beginning of `text` with at most `bytes` bytes that does not end within a character.
std::string_view cut(std::string_view text, std::size_t bytes);

}  // namespace migcheck
