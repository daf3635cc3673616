#pragma once

#include <concepts>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migcheck {

// Small helpers for text that std lacks. All work on bytes.

std::string_view trim(std::string_view text);  // white space at both ends

// The text with up to `columns` blanks less at the beginning of every line but the first.
std::string dedented(std::string_view text, std::size_t columns);
std::string to_lower(std::string_view text);  // ASCII only
std::vector<std::string_view> split(std::string_view text, char separator);
template <typename Temporary>
requires std::same_as<Temporary, std::string>
void split(Temporary&& text, char separator) = delete;             // the parts would outlive it
std::vector<std::string_view> split_words(std::string_view text);  // at white space

// The text with every stretch of white space as one space, cut behind so many bytes: "SELECT a …".
std::string on_one_line(std::string_view text, std::size_t longest);

std::string join(std::span<const std::string> parts, std::string_view separator);
std::string replace_all(std::string text, std::string_view from, std::string_view to);

// "a, b, c and 4 more": the first `most` of them, and how many others there are.
std::string join_some(std::span<const std::string> parts, std::size_t most = 8);

// "1 revision", "2 revisions".
std::string counted(std::size_t count, std::string_view noun);

}  // namespace migcheck
