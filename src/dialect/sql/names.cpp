#include "dialect/sql/names.h"

#include <algorithm>

namespace migcheck::sql_files {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Orders as the number does, byte by byte: a longer number is a larger one.
std::string comparable(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return std::string(1, static_cast<char>('A' + std::min<std::size_t>(digits.size(), 60))) +
         std::string(digits);
}

}  // namespace

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

Key number_key(std::string_view digits) { return {comparable(digits)}; }

Key dotted_key(std::string_view version) {
  Key key;
  while (true) {
    const std::size_t end = version.find_first_of("._");
    key.push_back(comparable(version.substr(0, end)));
    if (end == std::string_view::npos) break;
    version.remove_prefix(end + 1);
  }
  while (key.size() > 1 && key.back() == comparable("0")) key.pop_back();
  return key;
}

Key text_key(std::string_view version) { return {std::string(version)}; }

std::optional<NamedFile> numbered_file(std::string_view path, std::string_view separators,
                                       std::string_view suffix) {
  if (path.find('/') != std::string_view::npos || !path.ends_with(suffix)) return std::nullopt;
  const std::string_view stem = path.substr(0, path.size() - suffix.size());
  const std::size_t digits =
      static_cast<std::size_t>(std::find_if_not(stem.begin(), stem.end(), is_digit) - stem.begin());
  if (digits == 0 || digits == stem.size()) return std::nullopt;
  if (separators.find(stem[digits]) == std::string_view::npos) return std::nullopt;
  NamedFile file;
  file.version = stem.substr(0, digits);
  file.name = stem.substr(digits + 1);
  file.same = file.order = number_key(file.version);
  return file;
}

}  // namespace migcheck::sql_files
