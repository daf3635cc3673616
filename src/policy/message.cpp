#include "policy/message.h"

#include "core/text.h"

namespace migcheck {

namespace {

struct Piece {
  enum class Kind { text, fact, unclosed };

  Kind kind = Kind::text;
  std::string_view text;
};

// Takes the next piece off the front of a template that is not empty.
Piece next_piece(std::string_view& rest) {
  const std::size_t length = rest.find_first_of("{}");
  Piece piece = {Piece::Kind::text, rest.substr(0, length)};
  std::size_t taken = piece.text.size();
  if (length == 0) {
    const bool doubled = rest.size() > 1 && rest[1] == rest[0];
    const std::size_t close = rest.find('}');
    if (doubled || rest[0] == '}') {
      piece = {Piece::Kind::text, rest.substr(0, 1)};
      taken = doubled ? 2 : 1;
    } else if (close == std::string_view::npos) {
      piece = {Piece::Kind::unclosed, rest};
      taken = rest.size();
    } else {
      piece = {Piece::Kind::fact, rest.substr(1, close - 1)};
      taken = close + 1;
    }
  }
  rest.remove_prefix(taken);
  return piece;
}

struct ToText {
  std::string operator()(UnknownFact) const { return "?"; }
  std::string operator()(bool value) const { return value ? "yes" : "no"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const std::vector<std::string>& value) const { return join(value, ", "); }
};

// What the last line of the text consists of, if that is blanks.
std::string indentation(std::string_view text) {
  const std::string_view line = text.substr(text.rfind('\n') + 1);
  return line.find_first_not_of(' ') == std::string_view::npos ? std::string(line) : std::string();
}

}  // namespace

std::optional<std::vector<std::string>> placeholders(std::string_view text_template) {
  std::vector<std::string> names;
  while (!text_template.empty()) {
    const Piece piece = next_piece(text_template);
    if (piece.kind == Piece::Kind::unclosed) return std::nullopt;
    if (piece.kind == Piece::Kind::fact) names.emplace_back(piece.text);
  }
  return names;
}

std::string fill(std::string_view text_template, const FactSource& facts) {
  std::string filled;
  while (!text_template.empty()) {
    const Piece piece = next_piece(text_template);
    if (piece.kind == Piece::Kind::fact) {
      const std::string value = std::visit(ToText(), facts.value(piece.text));
      filled += replace_all(value, "\n", "\n" + indentation(filled));
    } else {
      filled += piece.text;
    }
  }
  return filled;
}

}  // namespace migcheck
