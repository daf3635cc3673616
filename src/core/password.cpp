#include "core/password.h"

#include <algorithm>

namespace migcheck {

namespace {

constexpr std::string_view word = "password";

char lower(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_name_letter(char c) {
  return ('a' <= lower(c) && lower(c) <= 'z') || ('0' <= c && c <= '9') || c == '_';
}

// Where the word stands next, in any case; npos where it does not. Most texts lack even its "ssw".
std::size_t find_word(std::string_view text, std::size_t from) {
  const auto same = [](char a, char b) { return lower(a) == b; };
  const auto begin = text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size()));
  const auto at = std::search(begin, text.end(), word.begin(), word.end(), same);
  return at == text.end() ? std::string_view::npos : static_cast<std::size_t>(at - text.begin());
}

// How the string begins: 'x', E'x', \'x\' in a string of Python, ''x'' in a string of SQL.
std::string_view opening(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t')) ++at;
  if (at == 0) return {};
  if (text.substr(at).starts_with("E'") || text.substr(at).starts_with("e'")) ++at;
  const std::size_t begin = at;
  if (at < text.size() && text[at] == '\\') ++at;
  while (at < text.size() && text[at] == '\'') ++at;
  return text.substr(begin, at - begin);
}

}  // namespace

bool mentions_password(std::string_view text) {
  return find_word(text, 0) != std::string_view::npos;
}

std::vector<Span> passwords_in(std::string_view text) {
  std::vector<Span> found;
  for (std::size_t at = find_word(text, 0); at != std::string_view::npos;
       at = find_word(text, at + 1)) {
    const bool whole = at == 0 || !is_name_letter(text[at - 1]);
    const std::string_view quote = opening(text.substr(at + word.size()));
    if (!whole || quote.empty() || quote.back() != '\'') continue;
    const auto begin = static_cast<std::size_t>(quote.data() - text.data()) + quote.size();
    const std::size_t end = text.find(quote, begin);
    if (end == std::string_view::npos || end == begin) continue;
    found.push_back({begin, end});
  }
  return found;
}

std::string masked(std::string_view text, const std::vector<Span>& secrets) {
  std::string hidden(text);
  for (const Span& secret : secrets) {
    std::fill(hidden.begin() + static_cast<std::ptrdiff_t>(secret.begin),
              hidden.begin() + static_cast<std::ptrdiff_t>(secret.end), '*');
  }
  return hidden;
}

}  // namespace migcheck
