#include "dialect/alembic/python/parser/logical_lines.h"

#include <algorithm>

#include "dialect/alembic/python/parser.h"

namespace migcheck::python::parser {

namespace {

char partner(char closing) {
  if (closing == ')') return '(';
  return closing == ']' ? '[' : '{';
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  LogicalLines scan() {
    LogicalLines lines;
    if (!text_.empty()) lines.begins.push_back(0);
    while (at_ < text_.size() && !lines.problem) {
      const bool at_newline = text_[at_] == '\n';
      lines.problem = step();
      if (at_newline && open_.empty() && at_ < text_.size()) lines.begins.push_back(at_);
    }
    if (!lines.problem && !open_.empty()) {
      lines.problem = problem(open_.back(), 1, "is never closed");
    }
    return lines;
  }

 private:
  // Goes behind one token, or at least one character.
  std::optional<UnbalancedBracket> step() {
    const char c = text_[at_];
    if (c == '"' || c == '\'') return skip_string();
    if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return std::nullopt;
    }
    if (c == '\\') {
      at_ = std::min(at_ + (text_.substr(at_ + 1, 2) == "\r\n" ? 3 : 2), text_.size());
      return std::nullopt;
    }
    std::optional<UnbalancedBracket> found = bracket(c);
    ++at_;
    return found;
  }

  UnbalancedBracket problem(std::size_t at, std::size_t size, const std::string& what) const {
    return {{at, at + size}, "`" + std::string(text_.substr(at, size)) + "` " + what};
  }

  std::optional<UnbalancedBracket> bracket(char c) {
    if (c == '(' || c == '[' || c == '{') {
      open_.push_back(at_);
      if (open_.size() > static_cast<std::size_t>(maximum_nesting)) {
        UnbalancedBracket found = problem(at_, 1, "is nested too deeply");
        found.too_deep = true;
        return found;
      }
    }
    if (c != ')' && c != ']' && c != '}') return std::nullopt;
    if (open_.empty() || text_[open_.back()] != partner(c)) {
      return problem(at_, 1, "closes nothing");
    }
    open_.pop_back();
    return std::nullopt;
  }

  // Stands on the first quote; goes behind the last. Escaped characters are skipped in raw strings
  // too, as Python's own tokenizer does it.
  std::optional<UnbalancedBracket> skip_string() {
    const std::size_t begin = at_;
    const char quote = text_[at_];
    const std::string three(3, quote);
    const bool is_long = text_.substr(at_, 3) == three;
    const std::string_view end = is_long ? std::string_view(three) : text_.substr(at_, 1);
    for (at_ += end.size(); at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_.substr(at_, end.size()) == end) {
        at_ += end.size();
        return std::nullopt;
      } else if (text_[at_] == '\n' && !is_long) {
        break;
      }
    }
    return problem(begin, end.size(), "begins a string that does not end");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::size_t> open_;
};

}  // namespace

LogicalLines logical_lines(std::string_view text) { return Scanner(text).scan(); }

}  // namespace migcheck::python::parser
