#include <optional>

#include "sql/name_walk.h"

namespace migcheck::sql {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// One identifier at `at`, which moves behind it: quoted, or in lower case.
std::optional<std::string> identifier(std::string_view text, std::size_t& at) {
  std::string name;
  if (at < text.size() && text[at] == '"') {
    for (++at; at < text.size(); ++at) {
      if (text[at] == '"' && text.substr(at, 2) != "\"\"") break;
      if (text[at] == '"') ++at;
      name += text[at];
    }
    if (at >= text.size()) return std::nullopt;
    ++at;
  } else {
    for (; at < text.size() && text[at] != '.' && !is_blank(text[at]); ++at) {
      const char c = text[at];
      name += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
  }
  if (name.empty()) return std::nullopt;
  return name;
}

}  // namespace

std::optional<Name> name_in_literal(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  // A number is an object's identifier, and "-" is none.
  if (text == "-" || text.find_first_not_of("0123456789") == std::string_view::npos) return {};
  std::vector<std::string> parts;
  for (std::size_t at = 0;; ++at) {
    const std::optional<std::string> part = identifier(text, at);
    if (!part) return std::nullopt;
    parts.push_back(*part);
    if (at == text.size()) break;
    if (text[at] != '.') return std::nullopt;
  }
  if (parts.size() > 2) return std::nullopt;
  return parts.size() == 2 ? Name{parts[0], parts[1]} : Name{{}, parts[0]};
}

}  // namespace migcheck::sql
