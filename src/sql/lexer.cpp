#include "sql/lexer.h"

#include <algorithm>

namespace migcheck::sql {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool continues_word(char c) { return starts_word(c) || is_digit(c) || c == '$'; }

}  // namespace

std::size_t Lexer::string_end(std::size_t begin, bool escapes) const {
  const char quote = text_[begin];
  for (std::size_t at = begin + 1; at < text_.size(); ++at) {
    if (escapes && text_[at] == '\\') {
      ++at;
    } else if (text_[at] == quote) {
      if (at + 1 >= text_.size() || text_[at + 1] != quote) return at + 1;
      ++at;
    }
  }
  return text_.size();
}

// The end of $tag$ … $tag$, or `begin` where there is no such string.
std::size_t Lexer::dollar_string_end(std::size_t begin) const {
  std::size_t at = begin + 1;
  if (at < text_.size() && is_digit(text_[at])) return begin;
  while (at < text_.size() && text_[at] != '$' && continues_word(text_[at])) ++at;
  if (at >= text_.size() || text_[at] != '$') return begin;
  const std::string_view tag = text_.substr(begin, at + 1 - begin);
  const std::size_t close = text_.find(tag, at + 1);
  return close == std::string_view::npos ? text_.size() : close + tag.size();
}

std::size_t Lexer::block_comment_end(std::size_t begin) const {
  std::size_t depth = 0;
  for (std::size_t at = begin; at + 1 < text_.size(); ++at) {
    const std::string_view two = text_.substr(at, 2);
    if (two == "/*") {
      ++depth;
      ++at;
    } else if (two == "*/") {
      ++at;
      if (--depth == 0) return at + 1;
    }
  }
  return text_.size();
}

std::size_t Lexer::word_end(std::size_t begin) const {
  std::size_t at = begin;
  while (at < text_.size() && continues_word(text_[at])) ++at;
  return at;
}

std::size_t Lexer::number_end(std::size_t begin) const {
  std::size_t at = begin;
  while (at < text_.size() && (is_digit(text_[at]) || text_[at] == '.')) ++at;
  return at;
}

Token Lexer::token(Token::Kind kind, std::size_t end) {
  const Token made{kind, {at_, end}};
  at_ = end;
  return made;
}

Token Lexer::prefixed_string_or_word() {
  const std::string_view rest = text_.substr(at_);
  const char first = static_cast<char>(rest[0] | 0x20);
  if (rest.size() > 1 && rest[1] == '\'' &&
      std::string_view("ebxn").find(first) != std::string_view::npos) {
    return token(Token::Kind::string, string_end(at_ + 1, first == 'e'));
  }
  if (rest.size() > 2 && first == 'u' && rest[1] == '&' && (rest[2] == '\'' || rest[2] == '"')) {
    const auto kind = rest[2] == '"' ? Token::Kind::quoted_name : Token::Kind::string;
    return token(kind, string_end(at_ + 2, false));
  }
  return token(Token::Kind::word, word_end(at_));
}

std::optional<Token> Lexer::next() {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  if (at_ >= text_.size()) return std::nullopt;
  const char c = text_[at_];
  const std::string_view two = text_.substr(at_, 2);
  if (two == "--") {
    return token(Token::Kind::line_comment, std::min(text_.find('\n', at_), text_.size()));
  }
  if (two == "/*") return token(Token::Kind::block_comment, block_comment_end(at_));
  if (c == '\'') return token(Token::Kind::string, string_end(at_, false));
  if (c == '"') return token(Token::Kind::quoted_name, string_end(at_, false));
  if (c == '$') {
    const std::size_t end = dollar_string_end(at_);
    return end == at_ ? token(Token::Kind::symbol, at_ + 1) : token(Token::Kind::string, end);
  }
  if (starts_word(c)) return prefixed_string_or_word();
  if (is_digit(c)) return token(Token::Kind::number, number_end(at_));
  return token(Token::Kind::symbol, at_ + 1);
}

}  // namespace migcheck::sql
