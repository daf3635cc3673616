#include "sql/split.h"

#include <algorithm>

#include "core/text.h"
#include "sql/lexer.h"

namespace migcheck::sql {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is(std::string_view written, std::string_view word) {
  return std::ranges::equal(written, word, {}, lower);
}

// Follows one statement far enough to know whether a semicolon ends it.
// Source: the rules of psql's scanner (identifiers, paren_depth, begin_depth).
class StatementShape {
 public:
  void word(std::string_view word) {
    if (words_ < 4) first_[words_] = lower(word[0]);
    if (words_ == 0) copy_ = is(word, "copy");
    if (copy_ && is(last_, "from") && is(word, "stdin")) from_stdin_ = true;
    last_ = word;
    ++words_;
    if (creates_routine() && parentheses_ == 0) follow_body(word);
  }

  void symbol(char symbol) {
    if (symbol == '(') ++parentheses_;
    if (symbol == ')' && parentheses_ > 0) --parentheses_;
  }

  bool semicolon_ends() const { return parentheses_ == 0 && blocks_ == 0; }
  bool rows_follow() const { return from_stdin_; }

 private:
  bool creates_routine() const {
    if (first_[0] != 'c') return false;
    if (first_[1] == 'f' || first_[1] == 'p') return true;
    return first_[1] == 'o' && first_[2] == 'r' && (first_[3] == 'f' || first_[3] == 'p');
  }

  void follow_body(std::string_view word) {
    if (is(word, "begin")) ++blocks_;
    if (is(word, "case") && blocks_ > 0) ++blocks_;
    if (is(word, "end") && blocks_ > 0) --blocks_;
  }

  char first_[4] = {};
  std::size_t words_ = 0, parentheses_ = 0, blocks_ = 0;
  bool copy_ = false, from_stdin_ = false;
  std::string_view last_;
};

// The offset behind the line `\.` that ends the rows of a COPY.
std::size_t end_of_rows(std::string_view text, std::size_t from) {
  std::size_t line = text.find('\n', from);
  while (line != std::string_view::npos) {
    const std::size_t begin = line + 1;
    line = text.find('\n', begin);
    if (trim(text.substr(begin, line - begin)) == "\\.") break;
  }
  return line == std::string_view::npos ? text.size() : line;
}

bool is_comment(const Token& token) {
  return token.kind == Token::Kind::line_comment || token.kind == Token::Kind::block_comment;
}

}  // namespace

std::vector<Span> split(std::string_view text) {
  std::vector<Span> statements;
  std::size_t base = 0;
  Lexer lexer(text);
  StatementShape shape;
  Span current{text.size(), 0};
  const auto finish = [&] {
    if (current.begin < current.end) statements.push_back(current);
    current = {text.size(), 0};
    shape = {};
  };
  while (const std::optional<Token> token = lexer.next()) {
    if (is_comment(*token)) continue;
    const Span span{base + token->span.begin, base + token->span.end};
    if (text[span.begin] == ';' && shape.semicolon_ends()) {
      const bool rows = shape.rows_follow();
      finish();
      if (rows) {
        base = end_of_rows(text, span.end);
        lexer = Lexer(text.substr(base));
      }
      continue;
    }
    if (current.begin == text.size()) current.begin = span.begin;
    current.end = span.end;
    const std::string_view written = text.substr(span.begin, span.end - span.begin);
    if (token->kind == Token::Kind::word) shape.word(written);
    if (token->kind == Token::Kind::symbol) shape.symbol(written[0]);
  }
  finish();
  return statements;
}

}  // namespace migcheck::sql
