#include <algorithm>

#include "dialect/alembic/python/literal.h"
#include "dialect/alembic/python/parser/lowering.h"

namespace migcheck::python::parser {

namespace {

struct Prefix {
  Escapes escapes = Escapes::decoded;
  bool bytes = false;
  bool formatted = false;
};

// The letters before the quotes: rb""", F'.
Prefix prefix_of(std::string_view start) {
  Prefix prefix;
  for (const char c : start) {
    if (c == 'r' || c == 'R') prefix.escapes = Escapes::raw;
    if (c == 'b' || c == 'B') prefix.bytes = true;
    if (c == 'f' || c == 'F') prefix.formatted = true;
  }
  return prefix;
}

// In the text parts of an f-string `{{` stands for `{`.
std::string without_doubled_braces(std::string text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    plain += text[at];
    const bool brace = text[at] == '{' || text[at] == '}';
    if (brace && at + 1 < text.size() && text[at + 1] == text[at]) ++at;
  }
  return plain;
}

void append(FormattedString& string, std::string text) {
  if (text.empty()) return;
  if (string.parts.empty() || !std::holds_alternative<std::string>(string.parts.back())) {
    string.parts.emplace_back(std::move(text));
  } else {
    std::get<std::string>(string.parts.back()) += text;
  }
}

// The text of a string as one literal, if there are no fields in it.
std::string only_text(FormattedString& string) {
  return string.parts.empty() ? std::string() : std::get<std::string>(std::move(string.parts[0]));
}

// f"{total = }" stands for "total = " and the value: what is written up to the value.
std::string debug_text(const Node& interpolation) {
  const std::vector<Node> children = interpolation.children();
  const auto equals = std::find_if(children.begin(), children.end(),
                                   [](const Node& child) { return child.type() == "="; });
  if (equals == children.end() || equals + 1 == children.end()) return {};
  const std::size_t begin = interpolation.span().begin;
  const std::size_t end = (equals + 1)->span().begin;
  return std::string(interpolation.text().substr(1, end - begin - 1));
}

bool has_fields(const FormattedString& string) {
  return std::any_of(string.parts.begin(), string.parts.end(),
                     [](const auto& part) { return !std::holds_alternative<std::string>(part); });
}

}  // namespace

Expression::Node Lowering::string(const Node& node) { return merged_strings({node}, node.span()); }

Expression::Node Lowering::concatenated_string(const Node& node) {
  return merged_strings(node.named_children(), node.span());
}

Expression::Node Lowering::merged_strings(const std::vector<Node>& nodes, Span span) {
  FormattedString merged;
  std::size_t of_bytes = 0;
  bool names_characters = false;
  for (const Node& node : nodes) {
    Prefix prefix;
    for (const Node& part : node.named_children()) {
      if (part.type() == "string_start") {
        prefix = prefix_of(part.text());
      } else if (part.type() == "string_content") {
        const bool decodes = !prefix.bytes && prefix.escapes == Escapes::decoded;
        names_characters =
            names_characters || (decodes && part.text().find("\\N{") != std::string_view::npos);
        std::string text = prefix.bytes ? decode_bytes(part.text(), prefix.escapes)
                                        : decode_text(part.text(), prefix.escapes);
        append(merged, prefix.formatted ? without_doubled_braces(std::move(text)) : text);
      } else if (part.type() == "interpolation") {
        append(merged, debug_text(part));
        merged.parts.emplace_back(field(part));
      }
    }
    of_bytes += prefix.bytes ? 1 : 0;
  }
  if (of_bytes > 0 && of_bytes < nodes.size()) {
    throw Rejected{span, "bytes and text are concatenated", "Use one kind of literal"};
  }
  // There is no table of Unicode names here.
  if (names_characters) return Literal{make_unknown("has a character by its Unicode name", span)};
  if (has_fields(merged)) return merged;
  if (of_bytes > 0) return Literal{{Bytes{only_text(merged)}, span}};
  return Literal{{only_text(merged), span}};
}

// {expression!r:format}, and {expression=}, which shows the value as repr() does.
std::unique_ptr<FormattedString::Field> Lowering::field(const Node& node) {
  auto made = std::make_unique<FormattedString::Field>();
  bool explicit_conversion = false;
  for (const Node& child : node.children()) {
    if (child.field() == "expression" && child.type() == "named_expression") {
      // Without brackets it is a format that begins with `=`.
      const std::vector<Node> parts = child.named_children();
      made->expression = expression(parts.at(0));
      const std::size_t colon = child.text().find(':');
      made->format.parts.emplace_back(std::string(child.text().substr(colon + 1)));
    } else if (child.field() == "expression") {
      made->expression = expression(child);
    } else if (child.type() == "=") {
      made->conversion = 'r';
    } else if (child.type() == "type_conversion") {
      made->conversion = child.text().size() > 1 ? child.text()[1] : 's';
      explicit_conversion = true;
    } else if (child.type() == "format_specifier") {
      made->format = format_specifier(child);
      if (!explicit_conversion) made->conversion = 0;
    }
  }
  return made;
}

// The anonymous text between the fields is what lies between their spans.
FormattedString Lowering::format_specifier(const Node& node) {
  FormattedString format;
  std::size_t at = 1;  // behind the colon
  for (const Node& child : node.named_children()) {
    const std::size_t begin = child.span().begin - node.span().begin;
    append(format, std::string(node.text().substr(at, begin - at)));
    format.parts.emplace_back(field(child));
    at = child.span().end - node.span().begin;
  }
  append(format, std::string(node.text().substr(std::min(at, node.text().size()))));
  return format;
}

}  // namespace migcheck::python::parser
