#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Text as Python sees it: a str is a sequence of code points, held here as UTF-8.
namespace migcheck::python {

// The offset of the first byte that is not UTF-8, or nothing.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

// The number of code points.
std::size_t length(std::string_view text);

// The number of the first code point of the text.
std::uint32_t code_point(std::string_view text);

// The code points from `begin` to `end` (in code points, clamped to the text).
std::string_view code_points(std::string_view text, std::size_t begin, std::size_t end);

// The last code point.
std::string_view last_point(std::string_view text);

// The text without those of `points` that are on its left, on its right.
std::string_view stripped(std::string_view text, std::string_view points, bool left, bool right);

}  // namespace migcheck::python
