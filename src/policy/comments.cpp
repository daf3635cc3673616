#include "policy/comments.h"

#include "core/text.h"

namespace migcheck {

namespace {

bool is_space(char c) { return std::string_view(" \t\r\n\f\v").find(c) != std::string_view::npos; }

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Walks over a text token by token, where a token is a comment, a string or a single byte.
class Scanner {
 public:
  Scanner(std::string_view text, CommentSyntax syntax) : text_(text), syntax_(syntax) {}

  std::vector<Comment> scan() {
    while (at_ < text_.size()) {
      if (syntax_ == CommentSyntax::python ? !step_python() : !step_sql()) step_byte();
    }
    return std::move(comments_);
  }

 private:
  bool next_is(std::string_view token) const { return text_.substr(at_).starts_with(token); }

  void step_byte() {
    const char c = text_[at_++];
    if (c == '\n') {
      ++line_;
      line_begin_ = at_;
    } else if (!is_space(c)) {
      code_seen_ = true;
    }
  }

  // Passes what lies before `end`, counting its lines.
  void move_to(std::size_t end) {
    for (; at_ < end; ++at_) {
      if (text_[at_] != '\n') continue;
      ++line_;
      line_begin_ = at_ + 1;
    }
  }

  void move_behind(std::string_view token, std::size_t from) {
    const std::size_t found = text_.find(token, from);
    move_to(found == std::string_view::npos ? text_.size() : found + token.size());
  }

  void take_comment() {
    std::size_t end = text_.find('\n', at_);
    if (end == std::string_view::npos) end = text_.size();
    if (end > at_ && text_[end - 1] == '\r') --end;
    const bool alone = trim(text_.substr(line_begin_, at_ - line_begin_)).empty();
    comments_.push_back({{at_, end}, line_, alone, !code_seen_});
    at_ = end;
  }

  enum class Escapes { no, yes };

  // Passes a string whose opening quotes stand here. Doubled quotes in SQL are two strings in a
  // row.
  void take_string(std::string_view quotes, Escapes escapes, std::string_view stop) {
    std::size_t end = at_ + quotes.size();
    while (end < text_.size() && !text_.substr(end).starts_with(quotes)) {
      if (stop.find(text_[end]) != std::string_view::npos) return move_to(end);
      end += escapes == Escapes::yes && text_[end] == '\\' ? 2 : 1;
    }
    move_to(std::min(text_.size(), end + quotes.size()));
  }

  bool step_python() {
    if (next_is("#")) {
      take_comment();
    } else if (next_is("\"\"\"") || next_is("'''")) {
      take_string(text_.substr(at_, 3), Escapes::yes, {});
    } else if (next_is("\"") || next_is("'")) {
      take_string(text_.substr(at_, 1), Escapes::yes, "\n");
    } else {
      return false;
    }
    return true;
  }

  // E'...' is the one form of string in SQL with backslash escapes.
  bool is_escape_string() const {
    if (at_ == 0 || (text_[at_ - 1] != 'E' && text_[at_ - 1] != 'e')) return false;
    return at_ == 1 || !is_word(text_[at_ - 2]);
  }

  bool step_sql() {
    if (next_is("--")) {
      take_comment();
    } else if (next_is("/*")) {
      take_block_comment();
    } else if (next_is("'")) {
      code_seen_ = true;
      take_string("'", is_escape_string() ? Escapes::yes : Escapes::no, {});
    } else if (next_is("\"")) {
      code_seen_ = true;
      take_string("\"", Escapes::no, {});
    } else {
      return next_is("$") && take_dollar_string();
    }
    return true;
  }

  // Block comments nest in PostgreSQL.
  void take_block_comment() {
    std::size_t depth = 0, end = at_;
    do {
      const std::string_view rest = text_.substr(end);
      const bool opens = rest.starts_with("/*"), closes = rest.starts_with("*/");
      if (opens) ++depth;
      if (closes) --depth;
      end += opens || closes ? 2 : 1;
    } while (depth > 0 && end < text_.size());
    move_to(std::min(end, text_.size()));
  }

  // $tag$ … $tag$; a $ inside or behind a word (t$1, $1) opens nothing.
  bool take_dollar_string() {
    if (at_ > 0 && is_word(text_[at_ - 1])) return false;
    std::size_t end = at_ + 1;
    if (end < text_.size() && text_[end] >= '0' && text_[end] <= '9') return false;
    while (end < text_.size() && is_word(text_[end])) ++end;
    if (end >= text_.size() || text_[end] != '$') return false;
    code_seen_ = true;
    move_behind(text_.substr(at_, end + 1 - at_), end + 1);
    return true;
  }

  std::string_view text_;
  CommentSyntax syntax_;
  std::size_t at_ = 0, line_begin_ = 0, line_ = 1;
  bool code_seen_ = false;
  std::vector<Comment> comments_;
};

}  // namespace

std::vector<Comment> line_comments(std::string_view text, CommentSyntax syntax) {
  return Scanner(text, syntax).scan();
}

}  // namespace migcheck
