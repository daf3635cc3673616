#include "dialect/alembic/python/render.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/standard_values.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

constexpr int maximum_depth = 30;

Rendered repr(const Value& value, int depth);

Rendered unknown(std::string reason) { return {std::nullopt, std::move(reason)}; }

// As repr() shows it: no character of a category that Python takes for not printable.
bool is_printable(std::uint32_t point) {
  if (point < 0x7F) return point >= 0x20;
  if (point < 0xA1 || point == 0xAD) return false;
  const bool space = point == 0x1680 || (point >= 0x2000 && point <= 0x200F) ||
                     (point >= 0x2028 && point <= 0x202F) || (point >= 0x205F && point <= 0x206F) ||
                     point == 0x3000 || point == 0xFEFF;
  return !space && !(point >= 0xE000 && point <= 0xF8FF) && point < 0xE0000;
}

std::string escaped(std::uint32_t point) {
  constexpr std::string_view digits = "0123456789abcdef";
  const int size = point < 0x100 ? 2 : point < 0x10000 ? 4 : 8;
  std::string text = size == 2 ? "\\x" : size == 4 ? "\\u" : "\\U";
  for (int shift = (size - 1) * 4; shift >= 0; shift -= 4) {
    text += digits[(point >> static_cast<unsigned>(shift)) & 15u];
  }
  return text;
}

char quote_for(std::string_view text) {
  const bool has_single = text.find('\'') != std::string_view::npos;
  return has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
}

// The part of a literal that a character is.
std::string shown_character(std::string_view character, char quote, std::uint32_t point) {
  if (point == '\\' || point == static_cast<unsigned char>(quote)) {
    return "\\" + std::string(character);
  }
  if (point == '\n') return "\\n";
  if (point == '\r') return "\\r";
  if (point == '\t') return "\\t";
  return is_printable(point) ? std::string(character) : escaped(point);
}

std::string quoted_bytes(std::string_view bytes) {
  const char quote = quote_for(bytes);
  std::string result = std::string("b") + quote;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    result += byte > 0x7E ? escaped(byte) : shown_character({&c, 1}, quote, byte);
  }
  return result + quote;
}

std::string quoted(std::string_view text) {
  const char quote = quote_for(text);
  std::string result(1, quote);
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view character = code_points(text.substr(at, 4), 0, 1);
    result += shown_character(character, quote, code_point(character));
    at += std::max<std::size_t>(character.size(), 1);
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
  using Kind = Sequence::Kind;
  const Values& items = sequence.items;
  if (sequence.kind == Kind::iterator) return unknown("depends on the address of an iterator");
  if (sequence.kind == Kind::range) {
    return sequence.shown.empty() ? unknown("is a part of a range") : Rendered{sequence.shown, ""};
  }
  if (sequence.kind == Kind::view) return joined(items, sequence.shown + "([", "])", depth);
  if (!sequence.is_ordered()) return unknown("depends on the order of a set");
  if (sequence.kind == Kind::list) return joined(items, "[", "]", depth);
  if (sequence.kind == Kind::tuple)
    return joined(items, "(", items.size() == 1 ? ",)" : ")", depth);
  const bool frozen = sequence.kind == Kind::frozenset;
  if (items.empty()) return {frozen ? "frozenset()" : "set()", ""};
  return joined(items, frozen ? "frozenset({" : "{", frozen ? "})" : "}", depth);
}

Rendered repr_of_items(const Dict& dict, int depth) {
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

// Counters show their most common items first.
Rendered repr_of_counter(Dict counter, int depth) {
  bool known = true;
  std::stable_sort(counter.items.begin(), counter.items.end(), [&](const auto& a, const auto& b) {
    const auto* one = a.second.template as<std::int64_t>();
    const auto* two = b.second.template as<std::int64_t>();
    known = known && one && two;
    return one && two && *one > *two;
  });
  if (!known) return unknown("depends on a count that is not known");
  const Rendered items = repr_of_items(counter, depth);
  return items.text ? Rendered{"Counter(" + *items.text + ")", ""} : items;
}

Rendered repr_of_ordered(const Dict& dict, int depth) {
  Values pairs;
  for (const auto& [key, value] : dict.items) {
    auto pair = std::make_shared<Sequence>();
    pair->kind = Sequence::Kind::tuple;
    pair->items = {key, value};
    pairs.push_back({std::move(pair), key.span});
  }
  return joined(pairs, "OrderedDict([", "])", depth);
}

Rendered repr(const Dict& dict, int depth) {
  if (dict.type.empty()) return repr_of_items(dict, depth);
  if (dict.items.empty() && dict.type != "defaultdict") return {dict.type + "()", ""};
  if (dict.type == "Counter") return repr_of_counter(dict, depth);
  if (dict.type == "OrderedDict") return repr_of_ordered(dict, depth);
  const auto* factory = dict.missing ? object_as<BuiltinObject>(*dict.missing) : nullptr;
  const Rendered items = repr_of_items(dict, depth);
  if (!factory || !items.text) return factory ? items : unknown("is a defaultdict");
  return {"defaultdict(<class '" + factory->name + "'>, " + *items.text + ")", ""};
}

// "Shelf(name='a', rows=2)".
Rendered repr_of_fields(const InstanceObject& instance, const std::string& name, int depth) {
  const Values values = field_values(instance);
  std::string text = name + "(";
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Rendered value = repr(values[i], depth + 1);
    if (!value.text) return value;
    text += (i > 0 ? ", " : "") + class_of(instance)->members->at(i) + "=" + *value.text;
    if (text.size() > maximum_result) return unknown("is too large");
  }
  return {text + ")", ""};
}

// What the class's own method gives, if it has one.
std::optional<Rendered> own_text(const Value& value, const std::string& method) {
  const auto own = invoke_method(value, method, {});
  if (!own) return std::nullopt;
  const auto* text = plain_value(*own).as<std::string>();
  return text ? Rendered{*text, ""} : unknown(reason_of(*own));
}

Rendered repr_of_instance(const Value& value, const InstanceObject& instance, int depth) {
  if (auto own = own_text(value, "__repr__")) return *own;
  const ClassObject& type = *class_of(instance);
  if (const auto member = enum_member(value)) {
    const Rendered content = repr(member->value, depth + 1);
    if (!content.text) return content;
    return {"<" + type.name + "." + member->name + ": " + *content.text + ">", ""};
  }
  if (type.kind == ClassObject::Kind::named_tuple)
    return repr_of_fields(instance, type.name, depth);
  if (type.kind == ClassObject::Kind::dataclass) {
    return repr_of_fields(instance, type.qualified, depth);
  }
  return unknown(reason_of(value));
}

Rendered repr(const Value& value, int depth) {
  if (depth > maximum_depth) return unknown("is nested too deeply");
  if (value.is_none()) return {"None", ""};
  if (const auto* flag = value.as<bool>()) return {*flag ? "True" : "False", ""};
  if (const auto* number = value.as<std::int64_t>()) return {std::to_string(*number), ""};
  if (const auto* number = value.as<double>()) return {float_text(*number), ""};
  if (const auto* text = value.as<std::string>()) return {quoted(*text), ""};
  if (const auto* bytes = value.as<Bytes>()) return {quoted_bytes(bytes->data), ""};
  if (const Sequence* sequence = value.sequence()) return repr(*sequence, depth);
  if (const Dict* dict = value.dict()) return repr(*dict, depth);
  if (const auto* instance = object_as<InstanceObject>(value)) {
    return repr_of_instance(value, *instance, depth);
  }
  if (const External* external = value.external()) return repr_of_standard(*external);
  return unknown(reason_of(value));
}

// str() of a member of an enum is "Color.RED"; those of StrEnum and IntEnum are their values.
std::optional<Rendered> enum_text(const Value& value) {
  const auto member = enum_member(value);
  if (!member) return std::nullopt;
  const ClassObject* type = class_object(value);
  const External* base = library_base(*type);
  const std::string_view name = base ? base->last_name() : "";
  if (name == "StrEnum" || name == "IntEnum" || name == "IntFlag") return str(member->value);
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
  if (auto own = own_text(value, "__str__")) return *own;
  if (auto member = enum_text(value)) return *member;
  if (const External* external = value.external()) return str_of_standard(*external);
  return repr(value);
}

Rendered ascii(const Value& value) {
  Rendered shown = repr(value);
  if (!shown.text) return shown;
  std::string text;
  for (std::size_t at = 0; at < shown.text->size();) {
    const std::string_view character =
        code_points(std::string_view(*shown.text).substr(at, 4), 0, 1);
    const std::uint32_t point = code_point(character);
    text += point < 0x80 ? std::string(character) : escaped(point);
    at += std::max<std::size_t>(character.size(), 1);
  }
  return {text, ""};
}

}  // namespace migcheck::python
