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

class Cutter {
 public:
  Cutter(std::string_view text, const LogicalLines& lines) : original_(text), lines_(lines) {
    outline_.text = text;
  }

  Outline cut(std::span<const std::string_view> functions) {
    for (std::size_t i = 0; i < lines_.begins.size(); ++i) {
      const std::string_view name = defined_name(line(i));
      const bool wanted = std::find(functions.begin(), functions.end(), name) != functions.end();
      if (!name.empty() && wanted) cut_below(i);
    }
    outline_.parts.push_back({kept_, original_.size()});
    return std::move(outline_);
  }

 private:
  std::size_t end_of(std::size_t i) const {
    return i + 1 < lines_.begins.size() ? lines_.begins[i + 1] : original_.size();
  }

  std::string_view line(std::size_t i) const {
    return original_.substr(lines_.begins[i], end_of(i) - lines_.begins[i]);
  }

  // The first statement of the body becomes `0`, and nothing is read from there to the next one of
  // the module.
  void cut_below(std::size_t header) {
    std::size_t first = header + 1;
    while (first < lines_.begins.size() && kind_of(line(first)) == LineKind::nothing) ++first;
    if (first >= lines_.begins.size() || kind_of(line(first)) == LineKind::code) return;
    std::size_t behind = first + 1;
    while (behind < lines_.begins.size() && kind_of(line(behind)) != LineKind::code) ++behind;
    const std::size_t at = lines_.begins[first] + line(first).find_first_not_of(white_space);
    outline_.text[at] = '0';
    const std::size_t next = end_of(behind - 1);
    // The newline in front of the next statement ends this one.
    const std::size_t resumed = next - (next < original_.size() ? 1 : 0);
    outline_.parts.push_back({kept_, at + 1});
    kept_ = std::max(resumed, at + 1);
  }

  std::string_view original_;
  const LogicalLines& lines_;
  Outline outline_;
  std::size_t kept_ = 0;
};

}  // namespace

Outline without_bodies(std::string_view text, const LogicalLines& lines,
                       std::span<const std::string_view> functions) {
  return Cutter(text, lines).cut(functions);
}

}  // namespace migcheck::python::parser
