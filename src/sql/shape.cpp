#include "sql/shape.h"

#include "core/text.h"
#include "sql/lexer.h"

namespace migcheck::sql {

std::string shape_of(std::string_view sql) {
  std::string shape;
  Lexer lexer(sql);
  while (const auto token = lexer.next()) {
    using Kind = Token::Kind;
    if (token->kind == Kind::line_comment || token->kind == Kind::block_comment) continue;
    const bool is_value = token->kind == Kind::string || token->kind == Kind::number;
    const std::string_view text =
        sql.substr(token->span.begin, token->span.end - token->span.begin);
    if (!shape.empty()) shape += ' ';
    shape += is_value ? "?" : token->kind == Kind::word ? to_lower(text) : std::string(text);
  }
  while (shape.ends_with(" ;")) shape.resize(shape.size() - 2);
  return shape;
}

}  // namespace migcheck::sql
