#pragma once

#include <algorithm>
#include <string_view>

// The classes of ASCII characters. What is beyond is in tables that are not here.
namespace migcheck::python {

// What str.split() and str.strip() take for white space, as far as it is ASCII.
inline constexpr std::string_view white_space = " \t\n\r\v\f\x1c\x1d\x1e\x1f";

inline bool is_space(char c) { return white_space.find(c) != std::string_view::npos; }
inline bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_letter(char c) { return is_lower(c) || is_upper(c); }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
inline char upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

inline bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
}

}  // namespace migcheck::python
