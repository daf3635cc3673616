#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/literal.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"
#include "dialect/alembic/python/standard_values.h"
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
  bool fills_with_zeros = false;  // the width begins with a 0, and there is no alignment
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
  bool filled = false;
  const std::string_view first = code_points(text, 0, 1);
  const std::string_view second = text.substr(first.size());
  if (!second.empty() && std::string_view("<>=^").find(second[0]) != std::string_view::npos) {
    spec.fill = first;
    filled = true;
    spec.align = second[0];
    text = second.substr(1);
  } else {
    take(text, "<>=^", spec.align);
  }
  take(text, "+- ", spec.sign);
  char ignored = 0;
  spec.alternate = take(text, "#", ignored);
  if (take(text, "0", ignored)) {
    spec.fills_with_zeros = spec.align == 0;
    if (!filled) spec.fill = "0";
  }
  spec.width = take_number(text);
  take(text, ",_", spec.grouping);
  if (take(text, ".", ignored)) {
    if (text.empty() || text[0] < '0' || text[0] > '9') fail("ValueError");
    spec.precision = take_number(text);
  }
  take(text, "bcdeEfFgGnosxX%", spec.type);
  if (!text.empty()) fail("ValueError");
  const bool fits =
      spec.width <= maximum_width && spec.precision.value_or(0) <= maximum_width / 100;
  return fits ? std::optional(spec) : std::nullopt;
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

// A number: zeros that fill the width are grouped as the digits are.
std::string padded_number(const std::string& prefix, std::string digits, const Spec& spec,
                          std::size_t group) {
  const bool zeros = spec.fills_with_zeros || (spec.align == '=' && spec.fill == "0");
  if (zeros && spec.grouping) {
    const std::size_t whole =
        std::min(digits.find_first_not_of("0123456789abcdefABCDEF"), digits.size());
    std::string front = digits.substr(0, whole);
    const std::string rest = digits.substr(whole);
    while (prefix.size() + grouped(front, spec.grouping, group).size() + rest.size() < spec.width) {
      front.insert(0, "0");
    }
    digits = front + rest;
  }
  digits = grouped(digits, spec.grouping, group);
  return padded(prefix, digits, spec, spec.fills_with_zeros ? '=' : '>');
}

std::string sign_of(bool negative, char sign) {
  if (negative) return "-";
  return sign == '-' ? "" : std::string(1, sign);
}

Rendered format_character(std::int64_t number, const Spec& spec) {
  if (number < 0 || number > 0x10FFFF) fail("OverflowError");
  if (number >= 0xD800 && number < 0xE000) return unknown("is half of a character");
  std::string text;
  append_utf8(text, static_cast<std::uint32_t>(number));
  return {padded("", text, spec, spec.fills_with_zeros ? '=' : '<'), ""};
}

Rendered format_integer(std::int64_t number, const Spec& spec) {
  const bool hexadecimal =
      spec.type && std::string_view("bcoxX").find(spec.type) != std::string_view::npos;
  const bool bad_group = (hexadecimal || spec.type == 'n') && spec.grouping == ',';
  if (spec.precision || spec.type == 's' || bad_group) fail("ValueError");
  if (spec.type == 'c') return format_character(number, spec);
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
  return {padded_number(sign_of(number < 0, spec.sign) + prefix, digits, spec, base == 10 ? 3 : 4),
          ""};
}

std::string printed(char type, const std::string& flags, int precision, double magnitude) {
  const std::string pattern = "%" + flags + ".*" + type;
  std::array<char, 1024> buffer;
  const int size =
      std::snprintf(buffer.data(), buffer.size(), pattern.c_str(), precision, magnitude);
  if (size < 0 || static_cast<std::size_t>(size) >= buffer.size()) return {};
  return {buffer.data(), static_cast<std::size_t>(size)};
}

// Without a type but with a precision: as 'g', but in scientific notation one digit earlier, and
// with a digit behind the point. Source: CPython's format_float_internal.
std::string printed_short(double magnitude, int precision) {
  const int digits = std::max(precision, 1);
  const std::string scientific = printed('e', "", digits - 1, magnitude);
  const std::size_t e = scientific.find('e');
  if (e == std::string::npos) return scientific;  // inf, nan
  if (std::stoi(scientific.substr(e + 1)) != digits - 1) {
    const std::string text = printed('g', "", digits, magnitude);
    const bool whole = text.find_first_of(".e") == std::string::npos;
    return whole ? text + ".0" : text;
  }
  std::string mantissa = scientific.substr(0, e);
  if (mantissa.find('.') != std::string::npos) {
    while (mantissa.back() == '0') mantissa.pop_back();
    if (mantissa.back() == '.') mantissa.pop_back();
  }
  return mantissa + scientific.substr(e);
}

Rendered format_float(double number, const Spec& spec) {
  if (spec.type && std::string_view("eEfFgGn%").find(spec.type) == std::string_view::npos) {
    fail("ValueError");
  }
  if (spec.type == 'n' && spec.grouping) fail("ValueError");
  const std::string sign = sign_of(std::signbit(number) && !std::isnan(number), spec.sign);
  const bool percent = spec.type == '%';
  const char type = percent ? 'f' : spec.type == 'n' ? 'g' : spec.type;
  const double magnitude = std::fabs(percent ? number * 100 : number);
  std::string digits;
  if (type == 0 && !spec.precision) {
    digits = float_text(magnitude);
  } else if (type == 0) {
    digits = printed_short(magnitude, static_cast<int>(*spec.precision));
  } else {
    digits = printed(type, spec.alternate ? "#" : "", static_cast<int>(spec.precision.value_or(6)),
                     magnitude);
  }
  if (digits.empty() || (type == 0 && spec.alternate)) {
    return unknown("formats a float in a way that is not followed");
  }
  return {padded_number(sign, digits + (percent ? "%" : ""), spec, 3), ""};
}

Rendered format_text(std::string_view text, const Spec& spec) {
  const bool number_only = spec.align == '=' || spec.sign != '-' || spec.alternate || spec.grouping;
  if (number_only || (spec.type && spec.type != 's')) fail("ValueError");
  if (spec.precision) text = code_points(text, 0, *spec.precision);
  return {padded("", std::string(text), spec, '<'), ""};
}

bool wants_float(char type) {
  return type != 0 && std::string_view("eEfFgG%").find(type) != std::string_view::npos;
}

}  // namespace

Rendered format_value(const Value& given, std::string_view text) {
  if (text.empty()) return str(given);
  const External* external = given.external();
  if (external) return format_of_standard(*external, text);
  if (given.is_unknown()) return unknown(reason_of(given));
  // An enum's own text is what is formatted, where it is not its value's.
  const Rendered own = enum_member(given) ? str(given) : Rendered{};
  const bool number =
      own.text && plain_value(given).as<std::int64_t>() && own.text == str(plain_value(given)).text;
  const Value value = own.text && !number ? Value{*own.text, given.span} : plain_value(given);
  const bool formats =
      value.as<bool>() || value.as<std::int64_t>() || value.as<double>() || value.as<std::string>();
  if (!formats) {
    if (value.is_none() || value.sequence() || value.dict() || value.as<Bytes>()) fail("TypeError");
    const ClassObject* type = class_object(value);
    if (type && !library_base(*type) && !type->is_open && type->obstacle.empty()) fail("TypeError");
    return unknown(reason_of(value));
  }
  const std::optional<Spec> spec = parse_spec(text);
  if (!spec) return unknown("has a format that is not followed: " + std::string(text));
  const auto* flag = value.as<bool>();
  const auto* integer = value.as<std::int64_t>();
  if (flag || integer) {
    const std::int64_t whole = integer ? *integer : *flag ? 1 : 0;
    return wants_float(spec->type) ? format_float(static_cast<double>(whole), *spec)
                                   : format_integer(whole, *spec);
  }
  if (const auto* real = value.as<double>()) return format_float(*real, *spec);
  return format_text(*value.as<std::string>(), *spec);
}

namespace {

// %[(key)][flags][width][.precision]type
struct Conversion {
  std::optional<std::string> key;
  bool left = false;
  bool zero = false;
  bool alternate = false;
  std::string sign;
  std::size_t width = 0;
  std::optional<std::size_t> precision;
  char type = 0;
};

class PercentFormatter {
 public:
  PercentFormatter(std::string_view format, const Value& operand)
      : format_(format), operand_(operand) {
    if (auto items = tuple_items(operand)) {
      items_ = std::move(*items);
      is_tuple_ = true;
    } else {
      items_ = {operand};
    }
  }

  Rendered format() {
    std::string text;
    while (at_ < format_.size()) {
      if (format_[at_] != '%') {
        text += format_[at_++];
        continue;
      }
      ++at_;
      const Conversion conversion = parse();
      if (conversion.type == '%') {
        text += '%';
        continue;
      }
      const Rendered shown = convert(conversion);
      if (!shown.text) return shown;
      text += *shown.text;
      if (text.size() > maximum_result) return unknown("is too large");
    }
    if (has_left_over()) fail("TypeError");
    return {text, ""};
  }

 private:
  char peek() const {
    if (at_ >= format_.size()) fail("ValueError");
    return format_[at_];
  }

  Conversion parse() {
    Conversion found;
    if (peek() == '(') {
      const std::size_t end = format_.find(')', at_);
      if (end == std::string_view::npos) fail("ValueError");
      found.key = std::string(format_.substr(at_ + 1, end - at_ - 1));
      at_ = end + 1;
    }
    for (; std::string_view("#0- +").find(peek()) != std::string_view::npos; ++at_) {
      const char flag = format_[at_];
      found.left = found.left || flag == '-';
      found.zero = found.zero || flag == '0';
      found.alternate = found.alternate || flag == '#';
      if (flag == '+' || (flag == ' ' && found.sign.empty())) found.sign = flag;
    }
    found.width = number(found.left);
    if (peek() == '.') {
      ++at_;
      bool negative = false;
      found.precision = number(negative);
    }
    while (std::string_view("hlL").find(peek()) != std::string_view::npos) ++at_;
    found.type = format_[at_++];
    return found;
  }

  // A width or precision: digits, or `*` for the next value.
  std::size_t number(bool& left) {
    if (peek() == '*') {
      ++at_;
      const Value* value = next();
      const auto* given = value ? value->as<std::int64_t>() : nullptr;
      if (!given) fail("TypeError");
      left = left || *given < 0;
      return static_cast<std::size_t>(
          std::min<std::int64_t>(std::abs(std::max<std::int64_t>(*given, -100'000)), 100'000));
    }
    std::string_view rest = format_.substr(at_);
    const std::size_t size = rest.size();
    const std::size_t value = take_number(rest);
    at_ += size - rest.size();
    return value;
  }

  const Value* next() {
    if (next_ >= items_.size()) return nullptr;
    return &items_[next_++];
  }

  Rendered convert(const Conversion& conversion) {
    const Value* value = conversion.key ? by_key(*conversion.key) : next();
    if (!value) fail(conversion.key ? "KeyError" : "TypeError");
    if (value->is_unknown()) return str(*value);
    if (conversion.width > maximum_width ||
        conversion.precision.value_or(0) > maximum_width / 100) {
      return unknown("is too large");
    }
    switch (conversion.type) {
      case 's':
        return shown(str(*value), conversion);
      case 'r':
        return shown(repr(*value), conversion);
      case 'a':
        return shown(ascii(*value), conversion);
      case 'c':
        return character(*value, conversion);
      case 'd':
      case 'i':
      case 'u':
      case 'x':
      case 'X':
      case 'o':
        return integer(plain_value(*value), conversion);
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
        return real(plain_value(*value), conversion);
      default:
        fail("ValueError");
    }
  }

  static std::string aligned(const std::string& text, const Conversion& conversion) {
    const std::size_t size = length(text);
    const std::size_t missing = conversion.width > size ? conversion.width - size : 0;
    const std::string fill(missing, ' ');
    return conversion.left ? text + fill : fill + text;
  }

  static Rendered shown(const Rendered& text, const Conversion& conversion) {
    if (!text.text) return text;
    std::string part = *text.text;
    if (conversion.precision) part = code_points(part, 0, *conversion.precision);
    return {aligned(part, conversion), ""};
  }

  static Rendered character(const Value& given, const Conversion& conversion) {
    const Value& value = plain_value(given);
    if (const auto* text = value.as<std::string>()) {
      if (length(*text) != 1) fail("TypeError");
      return {aligned(*text, conversion), ""};
    }
    const auto* number = value.as<std::int64_t>();
    if (!number) fail("TypeError");
    const Rendered made = format_value(value, "c");
    return made.text ? Rendered{aligned(*made.text, conversion), ""} : made;
  }

  // Zeros and blanks around the digits, behind the sign and the prefix.
  static Rendered number(const std::string& prefix, std::string digits,
                         const Conversion& conversion) {
    const std::size_t size = prefix.size() + digits.size();
    const bool zeros = conversion.zero && !conversion.left && conversion.width > size;
    if (zeros) digits.insert(0, conversion.width - size, '0');
    return {aligned(prefix + digits, conversion), ""};
  }

  static Rendered integer(const Value& value, const Conversion& conversion) {
    const bool decimal = std::string_view("diu").find(conversion.type) != std::string_view::npos;
    std::int64_t whole = 0;
    if (const auto* flag = value.as<bool>()) {
      whole = *flag ? 1 : 0;
    } else if (const auto* given = value.as<std::int64_t>()) {
      whole = *given;
    } else if (const auto* real = value.as<double>(); real && decimal) {
      if (!std::isfinite(*real)) fail(std::isnan(*real) ? "ValueError" : "OverflowError");
      if (std::fabs(*real) > 9e18) return unknown("is an integer beyond 64 bits");
      whole = static_cast<std::int64_t>(*real);
    } else if (value.external() || value.as<std::shared_ptr<const Object>>()) {
      return unknown("formats " + describe(value) + " as a number");
    } else {
      fail("TypeError");
    }
    const std::string type(1, decimal ? 'd' : conversion.type);
    std::string digits = *format_value({whole, {}}, type).text;
    std::string prefix = whole < 0 ? "-" : conversion.sign;
    if (whole < 0) digits.erase(0, 1);
    if (conversion.alternate && !decimal) prefix += "0" + type;
    const std::size_t least = conversion.precision.value_or(0);
    if (digits.size() < least) digits.insert(0, least - digits.size(), '0');
    return number(prefix, digits, conversion);
  }

  static Rendered real(const Value& value, const Conversion& conversion) {
    double given = 0;
    if (const auto* flag = value.as<bool>()) {
      given = *flag ? 1 : 0;
    } else if (const auto* integer = value.as<std::int64_t>()) {
      given = static_cast<double>(*integer);
    } else if (const auto* number = value.as<double>()) {
      given = *number;
    } else if (value.external() || value.as<std::shared_ptr<const Object>>()) {
      return unknown("formats " + describe(value) + " as a number");
    } else {
      fail("TypeError");
    }
    const std::string digits =
        printed(conversion.type, conversion.alternate ? "#" : "",
                static_cast<int>(conversion.precision.value_or(6)), std::fabs(given));
    if (digits.empty()) return unknown("formats a float in a way that is not followed");
    const bool negative = std::signbit(given) && !std::isnan(given);
    return number(negative ? "-" : conversion.sign, digits, conversion);
  }

  const Value* by_key(const std::string& key) {
    uses_keys_ = true;
    const Dict* dict = operand_.dict();
    if (!dict) fail("TypeError");
    for (const auto& [name, value] : dict->items) {
      const auto* text = plain_value(name).as<std::string>();
      if (text && *text == key) return &value;
    }
    return nullptr;
  }

  // Python refuses values that no field takes, but for a dict or a list that is the only one.
  bool has_left_over() const {
    if (uses_keys_ || next_ >= items_.size()) return false;
    if (is_tuple_ || next_ > 0) return true;
    return !operand_.dict() && !operand_.sequence() && !operand_.is_unknown() &&
           !operand_.external() && !operand_.as<std::shared_ptr<const Object>>();
  }

  std::string_view format_;
  const Value& operand_;
  Values items_;
  std::size_t at_ = 0;
  std::size_t next_ = 0;
  bool is_tuple_ = false;
  bool uses_keys_ = false;
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
        if (end == std::string_view::npos) fail("ValueError");
        const Rendered shown = field(format.substr(at + 1, end - at - 1), depth);
        if (!shown.text) return shown;
        text += *shown.text;
        at = end + 1;
      } else if (c == '}') {
        fail("ValueError");
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
    if (depth > 1) fail("ValueError");
    const std::size_t bracket = text.find('[');
    const std::size_t closing = bracket == std::string_view::npos ? 0 : text.find(']', bracket);
    const std::size_t colon = text.find(':', closing == std::string_view::npos ? 0 : closing);
    std::string_view name = text.substr(0, colon);
    const std::string_view spec =
        colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    char conversion = 0;
    if (name.size() >= 2 && name[name.size() - 2] == '!') {
      conversion = name.back();
      name.remove_suffix(2);
      if (std::string_view("rsa").find(conversion) == std::string_view::npos) fail("ValueError");
    }
    Value value = lookup_.find(numbered(std::string(name)));
    if (conversion == 's') value = lookup_.text(value);
    if (conversion == 'r' || conversion == 'a') {
      const Rendered shown = conversion == 'r' ? repr(value) : ascii(value);
      if (!shown.text) return shown;
      value = {*shown.text, value.span};
    }
    const Rendered inner = format(spec, depth + 1);
    if (!inner.text) return inner;
    const Value made = lookup_.format(value, *inner.text);
    const auto* made_text = made.as<std::string>();
    return made_text ? Rendered{*made_text, ""} : unknown(reason_of(made));
  }

  // `{}`, `{.name}`: the next number; both ways of numbering do not go together.
  std::string numbered(std::string name) {
    const bool automatic = name.empty() || name[0] == '.' || name[0] == '[';
    const bool manual = !automatic && name[0] >= '0' && name[0] <= '9';
    if ((automatic && manual_) || (manual && next_ > 0)) fail("ValueError");
    manual_ = manual_ || manual;
    return automatic ? std::to_string(next_++) + name : name;
  }

  const FieldLookup& lookup_;
  std::size_t next_ = 0;
  bool manual_ = false;
};

}  // namespace

Rendered percent_format(std::string_view format, const Value& operand) {
  return PercentFormatter(format, operand).format();
}

Rendered brace_format(std::string_view format, const FieldLookup& lookup) {
  return BraceFormatter(lookup).format(format, 0);
}

}  // namespace migcheck::python
