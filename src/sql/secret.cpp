#include "sql/secret.h"

#include <algorithm>
#include <optional>
#include <string>

#include "core/password.h"
#include "core/text.h"
#include "sql/lexer.h"

namespace migcheck::sql {

namespace {

// What a string token holds between its quotes, of whatever kind.
Span inside(std::string_view sql, Span token) {
  const char mark = sql[token.end - 1];
  const std::size_t first = sql.find(mark, token.begin);
  if (mark == '\'') return {first + 1, std::max(first + 1, token.end - 1)};
  if (mark != '$') return {token.end, token.end};
  const std::size_t tag = sql.find('$', first + 1) + 1 - first;
  if (token.end - token.begin < 2 * tag) return {token.end, token.end};
  return {first + tag, token.end - tag};
}

// password=… of a libpq connection string.
void add_of_connection(std::string_view sql, Span text, std::vector<Span>& found) {
  constexpr std::string_view key = "password=";
  const std::size_t at = sql.substr(0, text.end).find(key, text.begin);
  if (at == std::string_view::npos) return;
  const std::size_t begin = at + key.size();
  const std::size_t end = std::min(sql.find_first_of(" '", begin), text.end);
  if (begin < end) found.push_back({begin, end});
}

// A password in a string: dynamic SQL.
void add_of_text(std::string_view sql, Span text, std::vector<Span>& found) {
  for (const Span& part : passwords_in(sql.substr(text.begin, text.end - text.begin))) {
    found.push_back({text.begin + part.begin, text.begin + part.end});
  }
}

void add_all(std::string_view sql, Span part, bool body, std::vector<Span>& found) {
  Lexer lexer(sql.substr(part.begin, part.end - part.begin));
  std::string before;
  while (const std::optional<Token> token = lexer.next()) {
    using Kind = Token::Kind;
    if (token->kind == Kind::line_comment || token->kind == Kind::block_comment) continue;
    const Span span{part.begin + token->span.begin, part.begin + token->span.end};
    const std::string word =
        token->kind == Kind::word ? to_lower(sql.substr(span.begin, span.end - span.begin)) : "";
    if (token->kind == Kind::string) {
      const Span text = inside(sql, span);
      const bool scram = sql.substr(text.begin).starts_with("SCRAM-SHA-256$");
      if (before == "password" && text.begin < text.end && !scram) {
        found.push_back(text);
      } else if (before == "connection") {
        add_of_connection(sql, text, found);
      } else if (sql[span.end - 1] == '$' && !body) {
        add_all(sql, text, true, found);
      } else if (body) {
        add_of_text(sql, text, found);
      }
    }
    before = word;
  }
}

}  // namespace

std::vector<Span> passwords_of(std::string_view sql) {
  std::vector<Span> found;
  if (mentions_password(sql)) add_all(sql, {0, sql.size()}, false, found);
  return found;
}

}  // namespace migcheck::sql
