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

Rendered unknown(std::string reason) { return {std::nullopt, std::move(reason)}; }

// Writes values one behind the other into one text.
class Repr {
 public:
  Rendered of(const Value& value) {
    if (!write(value, 0)) return unknown(std::move(reason_));
    return {std::move(text_), ""};
  }

 private:
  bool fail(std::string reason) {
    reason_ = std::move(reason);
    return false;
  }

  bool put(std::string_view text) {
    text_ += text;
    return text_.size() <= maximum_result || fail("is too large");
  }

  // Like every write…(): false if the text cannot be known.
  bool write(const Value& value, int depth) {
    if (depth > maximum_depth) return fail("is nested too deeply");
    if (value.is_none()) return put("None");
    if (const auto* flag = value.as<bool>()) return put(*flag ? "True" : "False");
    if (const auto* number = value.as<std::int64_t>()) return put(std::to_string(*number));
    if (const auto* number = value.as<double>()) return put(float_text(*number));
    if (const auto* text = value.as<std::string>()) return write_quoted(*text, false);
    if (const auto* bytes = value.as<Bytes>()) return put("b") && write_quoted(bytes->data, true);
    if (const Sequence* sequence = value.sequence()) return write_sequence(*sequence, depth);
    if (const Dict* dict = value.dict()) return write_dict(*dict, depth);
    return fail(reason_of(value));
  }

  bool write_sequence(const Sequence& sequence, int depth) {
    const Values& items = sequence.items;
    switch (sequence.kind) {
      case Sequence::Kind::list:
        return write_items(items, "[", "]", depth);
      case Sequence::Kind::tuple:
        return write_items(items, "(", items.size() == 1 ? ",)" : ")", depth);
      case Sequence::Kind::set:
        break;
    }
    if (items.empty()) return put("set()");
    if (items.size() > 1) return fail("depends on the order of a set");
    return write_items(items, "{", "}", depth);
  }

  bool write_items(const Values& items, std::string_view open, std::string_view close, int depth) {
    if (!put(open)) return false;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0 && !put(", ")) return false;
      if (!write(items[i], depth + 1)) return false;
    }
    return put(close);
  }

  bool write_dict(const Dict& dict, int depth) {
    if (!put("{")) return false;
    bool first = true;
    for (const auto& [key, value] : dict.items) {
      if (!first && !put(", ")) return false;
      first = false;
      if (!write(key, depth + 1) || !put(": ") || !write(value, depth + 1)) return false;
    }
    return put("}");
  }

  bool write_quoted(std::string_view text, bool is_bytes) {
    const bool has_single = text.find('\'') != std::string_view::npos;
    const char quote = has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
    text_ += quote;
    for (const char c : text) write_character(c, quote, is_bytes);
    return put({&quote, 1});
  }

  void write_character(char c, char quote, bool is_bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\\' || c == quote) {
      text_ += {'\\', c};
    } else if (c == '\n' || c == '\r' || c == '\t') {
      text_ += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
    } else if (byte < 0x20 || byte == 0x7F || (is_bytes && byte > 0x7F)) {
      constexpr std::string_view digits = "0123456789abcdef";
      text_ += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
    } else {
      text_ += c;
    }
  }

  std::string text_;
  std::string reason_;
};

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

Rendered repr(const Value& value) { return Repr().of(value); }

Rendered str(const Value& value) {
  if (const auto* text = value.as<std::string>()) return {*text, ""};
  if (auto member = enum_text(value)) return *member;
  return repr(value);
}

}  // namespace migcheck::python
