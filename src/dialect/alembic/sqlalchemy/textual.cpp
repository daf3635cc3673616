#include "dialect/alembic/sqlalchemy/textual.h"

#include <cctype>

namespace migcheck::alembic {

namespace {

// Python's \w, and $; every character outside of ASCII counts as one.
bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$' || (c & 0x80) != 0;
}

std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_word(text[at])) ++at;
  return at;
}

bool is_colon(std::string_view text, std::size_t at) { return at < text.size() && text[at] == ':'; }

// The name after the colon at `at`, which is a bind parameter; empty if it is none.
std::string_view bind_name(std::string_view text, std::size_t at) {
  if (at > 0 && (text[at - 1] == ':' || text[at - 1] == '\\' || is_word(text[at - 1]))) return {};
  const std::size_t end = word_end(text, at + 1);
  const std::string_view name = text.substr(at + 1, end - at - 1);
  return is_colon(text, end) || name.find('$') != std::string_view::npos ? std::string_view()
                                                                         : name;
}

// Whether the backslash at `at` goes: it stands before `:` or `:name`, and no colon follows.
bool is_escape(std::string_view text, std::size_t at) {
  return is_colon(text, at + 1) && !is_colon(text, word_end(text, at + 2));
}

}  // namespace

std::string expand_text(std::string_view text,
                        const std::function<std::string(const std::string& name)>& bind) {
  std::string sql;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view name = text[at] == ':' ? bind_name(text, at) : std::string_view();
    if (!name.empty()) {
      sql += bind(std::string(name));
      at += name.size();
    } else if (text[at] != '\\' || !is_escape(text, at)) {
      sql += text[at];
    } else {
      sql += text[++at];
    }
  }
  return sql;
}

}  // namespace migcheck::alembic
