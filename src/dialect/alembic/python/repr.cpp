#include <algorithm>

#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"
#include "dialect/alembic/python/standard_values.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

constexpr int maximum_depth = 30;

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

// Writes values one behind the other into one text: a text for each part would be copied at every
// level of nesting.
class Repr {
 public:
  Rendered of(const Value& value) {
    if (!write(value, 0)) return {std::nullopt, std::move(reason_)};
    return {std::move(text_), ""};
  }

 private:
  // Like every write…(): false if the text cannot be known.
  bool write(const Value& value, int depth) {
    if (depth > maximum_depth) return fail("is nested too deeply");
    if (value.is_none()) return put("None");
    if (const auto* flag = value.as<bool>()) return put(*flag ? "True" : "False");
    if (const auto* number = value.as<std::int64_t>()) return put(std::to_string(*number));
    if (const auto* number = value.as<double>()) return put(float_text(*number));
    if (const auto* text = value.as<std::string>()) return write_text(*text);
    if (const auto* bytes = value.as<Bytes>()) return write_bytes(bytes->data);
    if (const Sequence* sequence = value.sequence()) return write_sequence(*sequence, depth);
    if (const Dict* dict = value.dict()) return write_dict(*dict, depth);
    if (const auto* instance = object_as<InstanceObject>(value)) {
      return write_instance(value, *instance, depth);
    }
    if (const External* external = value.external()) return put(repr_of_standard(*external));
    return fail(reason_of(value));
  }

  bool fail(std::string reason) {
    reason_ = std::move(reason);
    return false;
  }

  bool put(std::string_view text) {
    text_ += text;
    return text_.size() <= maximum_result || fail("is too large");
  }

  bool put(const Rendered& rendered) {
    return rendered.text ? put(*rendered.text) : fail(rendered.reason);
  }

  bool write_bytes(std::string_view bytes) {
    const char quote = quote_for(bytes);
    text_ += 'b';
    text_ += quote;
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      text_ += byte > 0x7E ? escaped(byte) : shown_character({&c, 1}, quote, byte);
    }
    return put({&quote, 1});
  }

  bool write_text(std::string_view text) {
    const char quote = quote_for(text);
    text_ += quote;
    for (std::size_t at = 0; at < text.size();) {
      const std::string_view character = code_points(text.substr(at, 4), 0, 1);
      text_ += shown_character(character, quote, code_point(character));
      at += std::max<std::size_t>(character.size(), 1);
    }
    return put({&quote, 1});
  }

  bool write_items(const Values& items, std::string_view open, std::string_view close, int depth) {
    if (!put(open)) return false;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0 && !put(", ")) return false;
      if (!write(items[i], depth + 1)) return false;
    }
    return put(close);
  }

  bool write_sequence(const Sequence& sequence, int depth) {
    using Kind = Sequence::Kind;
    const Values& items = sequence.items;
    if (sequence.kind == Kind::iterator) return fail("depends on the address of an iterator");
    if (sequence.kind == Kind::range) {
      return sequence.shown.empty() ? fail("is a part of a range") : put(sequence.shown);
    }
    if (sequence.kind == Kind::view) return write_items(items, sequence.shown + "([", "])", depth);
    if (!sequence.is_ordered()) return fail("depends on the order of a set");
    if (sequence.kind == Kind::list) return write_items(items, "[", "]", depth);
    if (sequence.kind == Kind::tuple) {
      return write_items(items, "(", items.size() == 1 ? ",)" : ")", depth);
    }
    const bool frozen = sequence.kind == Kind::frozenset;
    if (items.empty()) return put(frozen ? "frozenset()" : "set()");
    return write_items(items, frozen ? "frozenset({" : "{", frozen ? "})" : "}", depth);
  }

  bool write_dict(const Dict& dict, int depth) {
    if (dict.type.empty()) return write_pairs(dict, depth);
    if (dict.items.empty() && dict.type != "defaultdict") return put(dict.type + "()");
    if (dict.type == "Counter") return write_counter(dict, depth);
    if (dict.type == "OrderedDict") return write_ordered(dict, depth);
    const auto* factory = dict.missing ? object_as<BuiltinObject>(*dict.missing) : nullptr;
    if (!factory) return fail("is a defaultdict");
    return put("defaultdict(<class '" + factory->name + "'>, ") && write_pairs(dict, depth) &&
           put(")");
  }

  bool write_pairs(const Dict& dict, int depth) {
    if (!put("{")) return false;
    bool first = true;
    for (const auto& [key, value] : dict.items) {
      if (!first && !put(", ")) return false;
      first = false;
      if (!write(key, depth + 1) || !put(": ") || !write(value, depth + 1)) return false;
    }
    return put("}");
  }

  // Counters show their most common items first.
  bool write_counter(Dict counter, int depth) {
    bool known = true;
    std::stable_sort(counter.items.begin(), counter.items.end(), [&](const auto& a, const auto& b) {
      const auto* one = a.second.template as<std::int64_t>();
      const auto* two = b.second.template as<std::int64_t>();
      known = known && one && two;
      return one && two && *one > *two;
    });
    if (!known) return fail("depends on a count that is not known");
    return put("Counter(") && write_pairs(counter, depth) && put(")");
  }

  bool write_ordered(const Dict& dict, int depth) {
    Values pairs;
    for (const auto& [key, value] : dict.items) {
      auto pair = std::make_shared<Sequence>();
      pair->kind = Sequence::Kind::tuple;
      pair->items = {key, value};
      pairs.push_back({std::move(pair), key.span});
    }
    return write_items(pairs, "OrderedDict([", "])", depth);
  }

  bool write_instance(const Value& value, const InstanceObject& instance, int depth) {
    if (const auto own = invoke_method(value, "__repr__", {})) {
      const auto* text = plain_value(*own).as<std::string>();
      return text ? put(*text) : fail(reason_of(*own));
    }
    const ClassObject& type = *class_of(instance);
    if (const auto member = enum_member(value)) {
      return put("<" + type.name + "." + member->name + ": ") && write(member->value, depth + 1) &&
             put(">");
    }
    if (type.kind == ClassObject::Kind::named_tuple) {
      return write_fields(instance, type.name, depth);
    }
    if (type.kind == ClassObject::Kind::dataclass) {
      return write_fields(instance, type.qualified, depth);
    }
    return fail(reason_of(value));
  }

  // "Shelf(name='a', rows=2)".
  bool write_fields(const InstanceObject& instance, const std::string& name, int depth) {
    const Values values = field_values(instance);
    if (!put(name + "(")) return false;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string field = class_of(instance)->members->at(i);
      if (!put((i > 0 ? ", " : "") + field + "=") || !write(values[i], depth + 1)) return false;
    }
    return put(")");
  }

  std::string text_;
  std::string reason_;
};

}  // namespace

Rendered repr(const Value& value) { return Repr().of(value); }

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
