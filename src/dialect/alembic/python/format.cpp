#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "dialect/alembic/python/render.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

// No migration pads to more; a larger width is junk that would only take memory.
constexpr std::size_t maximum_width = 10'000;

Rendered unknown(std::string reason) { return {std::nullopt, std::move(reason)}; }

struct Spec {
  std::string fill = " ";
  char align = 0;
  char sign = '-';
  bool alternate = false;
  std::size_t width = 0;
  char grouping = 0;
  std::optional<std::size_t> precision;
  char type = 0;
};

std::size_t take_number(std::string_view& text) {
  std::size_t number = 0;
  while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
    number = std::min(number * 10 + static_cast<std::size_t>(text[0] - '0'), maximum_width + 1);
    text.remove_prefix(1);
  }
  return number;
}

bool take(std::string_view& text, std::string_view one_of, char& into) {
  if (text.empty() || one_of.find(text[0]) == std::string_view::npos) return false;
  into = text[0];
  text.remove_prefix(1);
  return true;
}

std::optional<Spec> parse_spec(std::string_view text) {
  Spec spec;
  const std::string_view first = code_points(text, 0, 1);
  const std::string_view second = text.substr(first.size());
  if (!second.empty() && std::string_view("<>=^").find(second[0]) != std::string_view::npos) {
    spec.fill = first;
    spec.align = second[0];
    text = second.substr(1);
  } else {
    take(text, "<>=^", spec.align);
  }
  take(text, "+- ", spec.sign);
  char ignored = 0;
  spec.alternate = take(text, "#", ignored);
  if (take(text, "0", ignored)) {
    if (spec.align == 0) spec.align = '=';
    if (spec.fill == " ") spec.fill = "0";
  }
  spec.width = take_number(text);
  take(text, ",_", spec.grouping);
  if (take(text, ".", ignored)) spec.precision = take_number(text);
  take(text, "bcdeEfFgGnosxX%", spec.type);
  const bool fits =
      spec.width <= maximum_width && spec.precision.value_or(0) <= maximum_width / 100;
  return text.empty() && fits ? std::optional(spec) : std::nullopt;
}

std::string repeated(const std::string& fill, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += fill;
  return text;
}

// `prefix` is the sign and the base: "=" pads behind it.
std::string padded(const std::string& prefix, const std::string& body, const Spec& spec,
                   char default_align) {
  const std::size_t size = length(prefix) + length(body);
  const std::size_t missing = spec.width > size ? spec.width - size : 0;
  const char align = spec.align ? spec.align : default_align;
  if (align == '=') return prefix + repeated(spec.fill, missing) + body;
  const std::size_t left = align == '>' ? missing : align == '^' ? missing / 2 : 0;
  return repeated(spec.fill, left) + prefix + body + repeated(spec.fill, missing - left);
}

std::string grouped(const std::string& digits, char separator, std::size_t size) {
  if (!separator) return digits;
  const std::size_t whole =
      std::min(digits.find_first_not_of("0123456789abcdefABCDEF"), digits.size());
  std::string text;
  for (std::size_t i = 0; i < whole; ++i) {
    if (i > 0 && (whole - i) % size == 0) text += separator;
    text += digits[i];
  }
  return text + digits.substr(whole);
}

std::string sign_of(bool negative, char sign) {
  if (negative) return "-";
  return sign == '-' ? "" : std::string(1, sign);
}

Rendered format_integer(std::int64_t number, const Spec& spec) {
  int base = 10;
  std::string prefix;
  if (spec.type == 'x' || spec.type == 'X') base = 16;
  if (spec.type == 'o') base = 8;
  if (spec.type == 'b') base = 2;
  if (spec.alternate && base != 10) prefix = std::string("0") + spec.type;
  std::array<char, 80> buffer;
  const auto magnitude =
      number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude, base).ptr;
  std::string digits(buffer.data(), end);
  if (spec.type == 'X') {
    std::transform(digits.begin(), digits.end(), digits.begin(),
                   [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
  }
  digits = grouped(digits, spec.grouping, base == 10 ? 3 : 4);
  return {padded(sign_of(number < 0, spec.sign) + prefix, digits, spec, '>'), ""};
}

Rendered format_float(double number, const Spec& spec) {
  if (spec.type == 0 && !spec.precision) {
    const std::string text = float_text(std::fabs(number));
    return {padded(sign_of(std::signbit(number), spec.sign), grouped(text, spec.grouping, 3), spec,
                   '>'),
            ""};
  }
  const bool percent = spec.type == '%';
  const char type = percent ? 'f' : spec.type == 0 || spec.type == 'n' ? 'g' : spec.type;
  if (std::string_view("eEfFgG").find(type) == std::string_view::npos) {
    return unknown("formats a float in a way that is not followed");
  }
  const double magnitude = std::fabs(percent ? number * 100 : number);
  const std::string pattern = std::string("%.*") + type;
  std::array<char, 1024> buffer;
  const int precision = static_cast<int>(spec.precision.value_or(6));
  const int size =
      std::snprintf(buffer.data(), buffer.size(), pattern.c_str(), precision, magnitude);
  if (size < 0 || static_cast<std::size_t>(size) >= buffer.size()) {
    return unknown("formats a float in a way that is not followed");
  }
  const std::string digits =
      grouped(std::string(buffer.data(), static_cast<std::size_t>(size)), spec.grouping, 3);
  return {
      padded(sign_of(std::signbit(number), spec.sign), digits + (percent ? "%" : ""), spec, '>'),
      ""};
}

Rendered format_text(std::string_view text, const Spec& spec) {
  if (spec.precision) text = code_points(text, 0, *spec.precision);
  return {padded("", std::string(text), spec, '<'), ""};
}

bool wants_float(char type) {
  return type != 0 && std::string_view("eEfFgG%").find(type) != std::string_view::npos;
}

}  // namespace

Rendered format_value(const Value& value, std::string_view text) {
  if (text.empty()) return str(value);
  const std::optional<Spec> spec = parse_spec(text);
  if (!spec) return unknown("has a format that is not followed: " + std::string(text));
  if (const auto* number = value.as<std::int64_t>()) {
    return wants_float(spec->type) ? format_float(static_cast<double>(*number), *spec)
                                   : format_integer(*number, *spec);
  }
  if (const auto* number = value.as<double>()) return format_float(*number, *spec);
  const Rendered shown = str(value);
  return shown.text ? format_text(*shown.text, *spec) : shown;
}

namespace {

// One %-conversion as a format specification: "%-5.2f" is "<5.2f".
struct Conversion {
  std::string key;  // of %(key)s
  bool has_key = false;
  std::string spec;
  char type = 0;
  bool star = false;  // %*d takes its width from the operands
};

std::optional<Conversion> parse_conversion(std::string_view format, std::size_t& at) {
  Conversion found;
  if (at < format.size() && format[at] == '(') {
    const std::size_t end = format.find(')', at);
    if (end == std::string_view::npos) return std::nullopt;
    found.key = format.substr(at + 1, end - at - 1);
    found.has_key = true;
    at = end + 1;
  }
  bool left = false;
  bool zero = false;
  std::string sign;
  std::string alternate;
  for (; at < format.size() && std::string_view("#0- +").find(format[at]) != std::string_view::npos;
       ++at) {
    left = left || format[at] == '-';
    zero = zero || format[at] == '0';
    if (format[at] == '+' || format[at] == ' ') sign = format[at];
    if (format[at] == '#') alternate = "#";
  }
  std::string width;
  for (; at < format.size() &&
         std::string_view("0123456789.*").find(format[at]) != std::string_view::npos;
       ++at) {
    found.star = found.star || format[at] == '*';
    width += format[at];
  }
  if (at >= format.size()) return std::nullopt;
  found.type = format[at++];
  const bool numeric = std::string_view("diufFeEgGxXo").find(found.type) != std::string_view::npos;
  found.spec = left ? "<" : zero && numeric ? "" : ">";
  if (numeric) found.spec += sign + alternate + (zero && !left ? "0" : "");
  found.spec += width;
  return found;
}

class PercentFormatter {
 public:
  explicit PercentFormatter(const Value& operand) : operand_(operand) {
    const Sequence* sequence = operand.sequence();
    if (sequence && sequence->kind == Sequence::Kind::tuple) {
      items_ = sequence->items;
    } else {
      items_ = {operand};
    }
  }

  Rendered format(std::string_view format) {
    std::string text;
    for (std::size_t at = 0; at < format.size();) {
      if (format[at] != '%') {
        text += format[at++];
        continue;
      }
      if (++at < format.size() && format[at] == '%') {
        text += format[at++];
        continue;
      }
      const auto conversion = parse_conversion(format, at);
      if (!conversion || conversion->star) return unknown("has a % format that is not followed");
      const Rendered shown = convert(*conversion);
      if (!shown.text) return shown;
      text += *shown.text;
    }
    return {text, ""};
  }

 private:
  Rendered convert(const Conversion& conversion) {
    const Value* value = nullptr;
    if (conversion.has_key) {
      value = by_key(conversion.key);
    } else if (next_ < items_.size()) {
      value = &items_[next_++];
    }
    if (!value) return unknown("has more % fields than values");
    if (value->is_unknown()) return str(*value);
    switch (conversion.type) {
      case 's':
        return shown(str(*value), conversion.spec);
      case 'r':
      case 'a':
        return shown(repr(*value), conversion.spec);
      case 'd':
      case 'i':
      case 'u':
        return integer(*value, conversion.spec);
      case 'x':
      case 'X':
      case 'o':
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
        return format_value(*value, conversion.spec + conversion.type);
      default:
        return unknown("has a % format that is not followed");
    }
  }

  static Rendered shown(const Rendered& text, const std::string& spec) {
    if (!text.text || spec == ">") return text;
    return format_value({*text.text, {}}, spec);
  }

  static Rendered integer(const Value& value, const std::string& spec) {
    if (const auto* number = value.as<double>()) {
      if (std::fabs(*number) > 9e18) return unknown("is an integer beyond 64 bits");
      return format_value({static_cast<std::int64_t>(*number), {}}, spec + "d");
    }
    if (const auto* flag = value.as<bool>()) {
      return format_value({std::int64_t{*flag}, {}}, spec + "d");
    }
    return value.as<std::int64_t>() ? format_value(value, spec + "d")
                                    : unknown("formats " + describe(value) + " as a number");
  }

  const Value* by_key(const std::string& key) const {
    const Dict* dict = operand_.dict();
    if (!dict) return nullptr;
    for (const auto& [name, value] : dict->items) {
      const auto* text = name.as<std::string>();
      if (text && *text == key) return &value;
    }
    return nullptr;
  }

  const Value& operand_;
  Values items_;
  std::size_t next_ = 0;
};

// A replacement field of str.format: "name!r:spec".
class BraceFormatter {
 public:
  explicit BraceFormatter(const FieldLookup& lookup) : lookup_(lookup) {}

  Rendered format(std::string_view format, int depth) {
    std::string text;
    for (std::size_t at = 0; at < format.size();) {
      const char c = format[at];
      const bool doubled = at + 1 < format.size() && format[at + 1] == c;
      if ((c == '{' || c == '}') && doubled && depth == 0) {
        text += c;
        at += 2;
      } else if (c == '{') {
        const std::size_t end = end_of_field(format, at);
        if (end == std::string_view::npos) return unknown("has an unclosed field");
        const Rendered shown = field(format.substr(at + 1, end - at - 1), depth);
        if (!shown.text) return shown;
        text += *shown.text;
        at = end + 1;
      } else if (c == '}') {
        return unknown("has a single } in its format");
      } else {
        text += c;
        ++at;
      }
    }
    return {text, ""};
  }

 private:
  static std::size_t end_of_field(std::string_view format, std::size_t begin) {
    int depth = 0;
    for (std::size_t at = begin; at < format.size(); ++at) {
      if (format[at] == '{') ++depth;
      if (format[at] == '}' && --depth == 0) return at;
    }
    return std::string_view::npos;
  }

  Rendered field(std::string_view text, int depth) {
    if (depth > 1) return unknown("has a format that is not followed");
    const std::size_t colon = text.find(':');
    std::string_view name = text.substr(0, colon);
    const std::string_view spec =
        colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    char conversion = 0;
    if (name.size() >= 2 && name[name.size() - 2] == '!') {
      conversion = name.back();
      name.remove_suffix(2);
    }
    // `{}`, `{.name}`: the next number.
    std::string full(name);
    if (full.empty() || full[0] == '.' || full[0] == '[') full = std::to_string(next_++) + full;
    Value value = lookup_.find(full);
    if (conversion == 'r' || conversion == 'a') {
      const Rendered shown = repr(value);
      if (!shown.text) return shown;
      value = {*shown.text, value.span};
    }
    const Rendered inner = format(spec, depth + 1);
    return inner.text ? format_value(value, *inner.text) : inner;
  }

  const FieldLookup& lookup_;
  std::size_t next_ = 0;
};

}  // namespace

Rendered percent_format(std::string_view format, const Value& operand) {
  return PercentFormatter(operand).format(format);
}

Rendered brace_format(std::string_view format, const FieldLookup& lookup) {
  return BraceFormatter(lookup).format(format, 0);
}

}  // namespace migcheck::python
