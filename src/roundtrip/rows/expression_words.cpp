#include "roundtrip/rows/expression_words.h"

#include "core/text.h"
#include "sql/lexer.h"

namespace migcheck {

namespace {

// 'it''s' and E'a\\b', which are the two forms that PostgreSQL prints.
std::string unquoted_string(std::string_view token) {
  const bool escapes = token.front() == 'E';
  token.remove_prefix(token.find('\'') + 1);
  std::string text;
  for (std::size_t i = 0; i + 1 < token.size(); ++i) {
    const bool skips = token[i] == '\'' || (escapes && token[i] == '\\');
    if (skips) ++i;
    text += token[i];
  }
  return text;
}

std::string unquoted_name(std::string_view token) {
  return replace_all(std::string(token.substr(1, token.size() - 2)), "\"\"", "\"");
}

}  // namespace

ExpressionWords expression_words(std::string_view expression) {
  using Kind = sql::Token::Kind;
  ExpressionWords words;
  sql::Lexer lexer(expression);
  while (const auto token = lexer.next()) {
    const Span span = token->span;
    const std::string_view text = expression.substr(span.begin, span.end - span.begin);
    if (token->kind == Kind::word) words.names.emplace(text);
    if (token->kind == Kind::quoted_name) words.names.insert(unquoted_name(text));
    if (token->kind == Kind::string) words.strings.push_back(unquoted_string(text));
    if (token->kind == Kind::number) words.numbers.emplace_back(text);
  }
  return words;
}

}  // namespace migcheck
