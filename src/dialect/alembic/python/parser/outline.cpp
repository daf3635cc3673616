#include "dialect/alembic/python/parser/outline.h"

#include <algorithm>

namespace migcheck::python::parser {

namespace {

constexpr std::string_view white_space = " \t\f\r";

// Takes the word and the space behind it from the front of the line, if it is there.
bool take_word(std::string_view& line, std::string_view word) {
  if (!line.starts_with(word)) return false;
  const std::size_t end = line.find_first_not_of(white_space, word.size());
  if (end == word.size() || end == std::string_view::npos) return false;
  line.remove_prefix(end);
  return true;
}

// "upgrade" for the line `def upgrade() -> None:`; empty for a line that begins no function.
std::string_view defined_name(std::string_view line) {
  const bool is_function =
      take_word(line, "def") || (take_word(line, "async") && take_word(line, "def"));
  return is_function ? line.substr(0, line.find_first_of(" \t([")) : std::string_view();
}

enum class LineKind { code, indented_code, nothing };

LineKind kind_of(std::string_view line) {
  const std::size_t first = line.find_first_not_of(white_space);
  if (first == std::string_view::npos || line[first] == '\n' || line[first] == '#') {
    return LineKind::nothing;
  }
  return first == 0 ? LineKind::code : LineKind::indented_code;
}

class Blanker {
 public:
  Blanker(std::string_view text, const LogicalLines& lines)
      : original_(text), text_(text), lines_(lines) {}

  std::string blank(std::span<const std::string_view> functions) {
    for (std::size_t i = 0; i < lines_.begins.size(); ++i) {
      const std::string_view name = defined_name(line(i));
      const bool wanted = std::find(functions.begin(), functions.end(), name) != functions.end();
      if (!name.empty() && wanted) blank_below(i);
    }
    return std::move(text_);
  }

 private:
  std::size_t end_of(std::size_t i) const {
    return i + 1 < lines_.begins.size() ? lines_.begins[i + 1] : original_.size();
  }

  std::string_view line(std::size_t i) const {
    return original_.substr(lines_.begins[i], end_of(i) - lines_.begins[i]);
  }

  void blank_below(std::size_t header) {
    bool stands_for_body = false;
    for (std::size_t i = header + 1; i < lines_.begins.size(); ++i) {
      const LineKind kind = kind_of(line(i));
      if (kind == LineKind::code) return;
      const std::size_t begin = lines_.begins[i];
      for (std::size_t at = begin; at < end_of(i); ++at) {
        if (text_[at] != '\n') text_[at] = ' ';
      }
      if (kind == LineKind::nothing || stands_for_body) continue;
      text_[begin + line(i).find_first_not_of(white_space)] = '0';
      stands_for_body = true;
    }
  }

  std::string_view original_;
  std::string text_;
  const LogicalLines& lines_;
};

}  // namespace

std::string without_bodies(std::string_view text, const LogicalLines& lines,
                           std::span<const std::string_view> functions) {
  return Blanker(text, lines).blank(functions);
}

}  // namespace migcheck::python::parser
