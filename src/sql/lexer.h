#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/span.h"

namespace migcheck::sql {

// A piece of SQL text, as coarse as its readers need: enough to tell statements, strings and
// comments apart in any text, well-formed or not.
struct Token {
  enum class Kind { word, quoted_name, string, number, line_comment, block_comment, symbol };

  Kind kind = Kind::symbol;
  Span span;
};

// Reads tokens in order. An unterminated string, name or comment reaches to the end of the text.
// Source: PostgreSQL documentation, 4.1 Lexical Structure.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::optional<Token> next();

 private:
  std::size_t string_end(std::size_t begin, bool escapes) const;
  std::size_t dollar_string_end(std::size_t begin) const;
  std::size_t block_comment_end(std::size_t begin) const;
  std::size_t word_end(std::size_t begin) const;
  std::size_t number_end(std::size_t begin) const;
  Token token(Token::Kind kind, std::size_t end);
  Token prefixed_string_or_word();

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace migcheck::sql
