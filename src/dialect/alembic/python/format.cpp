#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/formatting.h"
#include "dialect/alembic/python/literal.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"
#include "dialect/alembic/python/standard_values.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

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

}  // namespace migcheck::python
