#include "dialect/alembic/python/render.h"

#include <array>
#include <charconv>
#include <cmath>

#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"

namespace migcheck::python {

namespace {

constexpr int maximum_depth = 30;

Rendered repr(const Value& value, int depth);

Rendered unknown(std::string reason) { return {std::nullopt, std::move(reason)}; }

std::string quoted(std::string_view text, bool is_bytes) {
  const bool has_single = text.find('\'') != std::string_view::npos;
  const char quote = has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
  std::string result = is_bytes ? "b" : "";
  result += quote;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\\' || c == quote) {
      result += '\\';
      result += c;
    } else if (c == '\n' || c == '\r' || c == '\t') {
      result += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
    } else if (byte < 0x20 || byte == 0x7F || (is_bytes && byte > 0x7F)) {
      constexpr std::string_view digits = "0123456789abcdef";
      result += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
    } else {
      result += c;
    }
  }
  return result + quote;
}

Rendered joined(const Values& items, std::string_view open, std::string_view close, int depth) {
  std::string text(open);
  for (std::size_t i = 0; i < items.size(); ++i) {
    Rendered item = repr(items[i], depth + 1);
    if (!item.text) return item;
    text += (i > 0 ? ", " : "") + *item.text;
    if (text.size() > maximum_result) return unknown("is too large");
  }
  return {text + std::string(close), ""};
}

Rendered repr(const Sequence& sequence, int depth) {
  switch (sequence.kind) {
    case Sequence::Kind::list:
      return joined(sequence.items, "[", "]", depth);
    case Sequence::Kind::tuple:
      return joined(sequence.items, "(", sequence.items.size() == 1 ? ",)" : ")", depth);
    case Sequence::Kind::set:
      break;
  }
  if (sequence.items.empty()) return {"set()", ""};
  if (sequence.items.size() > 1) return unknown("depends on the order of a set");
  return joined(sequence.items, "{", "}", depth);
}

Rendered repr(const Dict& dict, int depth) {
  std::string text = "{";
  for (const auto& [key, value] : dict.items) {
    Rendered left = repr(key, depth + 1);
    if (!left.text) return left;
    Rendered right = repr(value, depth + 1);
    if (!right.text) return right;
    if (text.size() > 1) text += ", ";
    text += *left.text + ": " + *right.text;
    if (text.size() > maximum_result) return unknown("is too large");
  }
  return {text + "}", ""};
}

Rendered repr(const Value& value, int depth) {
  if (depth > maximum_depth) return unknown("is nested too deeply");
  if (value.is_none()) return {"None", ""};
  if (const auto* flag = value.as<bool>()) return {*flag ? "True" : "False", ""};
  if (const auto* number = value.as<std::int64_t>()) return {std::to_string(*number), ""};
  if (const auto* number = value.as<double>()) return {float_text(*number), ""};
  if (const auto* text = value.as<std::string>()) return {quoted(*text, false), ""};
  if (const auto* bytes = value.as<Bytes>()) return {quoted(bytes->data, true), ""};
  if (const Sequence* sequence = value.sequence()) return repr(*sequence, depth);
  if (const Dict* dict = value.dict()) return repr(*dict, depth);
  return unknown(reason_of(value));
}

// str() of a member of an enum is "Color.RED", but for a StrEnum, whose members are their values.
std::optional<Rendered> enum_text(const Value& value) {
  const auto member = enum_member(value);
  if (!member) return std::nullopt;
  const ClassObject* type = class_object(value);
  const External* base = library_base(*type);
  if (base && base->last_name() == "StrEnum") return str(member->value);
  return Rendered{type->name + "." + member->name, ""};
}

}  // namespace

std::string float_text(double number) {
  if (std::isnan(number)) return "nan";
  if (std::isinf(number)) return number > 0 ? "inf" : "-inf";
  std::array<char, 64> buffer;
  const auto scientific = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                        std::chars_format::scientific);
  std::string text(buffer.data(), scientific.ptr);
  const std::size_t e = text.find('e');
  const int exponent = std::stoi(text.substr(e + 1));
  if (exponent < -4 || exponent >= 16) return text;
  const auto fixed =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
  text.assign(buffer.data(), fixed.ptr);
  return text.find('.') == std::string::npos ? text + ".0" : text;
}

Rendered repr(const Value& value) { return repr(value, 0); }

Rendered str(const Value& value) {
  if (const auto* text = value.as<std::string>()) return {*text, ""};
  if (auto member = enum_text(value)) return *member;
  return repr(value);
}

}  // namespace migcheck::python
