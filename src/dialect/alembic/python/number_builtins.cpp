#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>

#include "core/text.h"
#include "dialect/alembic/python/builtin_functions.h"
#include "dialect/alembic/python/characters.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/literal.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

std::optional<std::int64_t> integer_of(const Value& given) {
  const Value& value = plain_value(given);
  if (const auto* flag = value.as<bool>()) return *flag ? 1 : 0;
  if (const auto* number = value.as<std::int64_t>()) return *number;
  return std::nullopt;
}

struct SignedDigits {
  bool negative = false;
  std::string digits;
};

// A number without white space and underscores; nothing: it is none.
std::optional<SignedDigits> digits_of(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      digits += text[i];
      continue;
    }
    const bool between = i > 0 && i + 1 < text.size() && text[i - 1] != '_' && text[i + 1] != '_' &&
                         text[i - 1] != '+' && text[i - 1] != '-';
    if (!between) return std::nullopt;
  }
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.erase(0, 1);
  return SignedDigits{negative, std::move(digits)};
}

Value parse_integer(const BuiltinCall& call, const std::string& text, std::int64_t base) {
  if (base != 0 && (base < 2 || base > 36)) fail("ValueError");
  if (!is_ascii(text)) return call.unknown("is a number with digits beyond ASCII");
  const auto written = digits_of(text);
  if (!written) fail("ValueError");
  std::string_view rest = written->digits;
  const auto prefixed = [&](char letter, std::int64_t wanted) {
    const bool has = rest.size() > 2 && rest[0] == '0' && lower(rest[1]) == letter;
    if (!has || (base != 0 && base != wanted)) return;
    rest.remove_prefix(2);
    base = wanted;
  };
  prefixed('x', 16);
  prefixed('o', 8);
  prefixed('b', 2);
  if (base == 0 && rest.size() > 1 && rest[0] == '0') {
    if (rest.find_first_not_of('0') != std::string_view::npos) fail("ValueError");
  }
  const std::string number = (written->negative ? "-" : "") + std::string(rest);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value,
                                            base == 0 ? 10 : static_cast<int>(base));
  if (rest.empty() || rest[0] == '-' || end != number.data() + number.size()) fail("ValueError");
  if (error == std::errc::result_out_of_range) return call.unknown("is an integer beyond 64 bits");
  if (error != std::errc{}) fail("ValueError");
  return {value, call.span};
}

Value integer_from_float(const BuiltinCall& call, double number) {
  if (std::isnan(number)) fail("ValueError");
  if (std::isinf(number)) fail("OverflowError");
  if (std::fabs(number) >= 9.2e18) return call.unknown("is an integer beyond 64 bits");
  return {static_cast<std::int64_t>(number), call.span};
}

Value builtin_int(const BuiltinCall& call) {
  if (!call.at(0)) return {std::int64_t{0}, call.span};
  const Value& value = plain_value(*call.at(0));
  const auto base = call.at(1, "base") ? integer_of(*call.at(1, "base")) : std::nullopt;
  if (const auto* text = value.as<std::string>())
    return parse_integer(call, *text, base.value_or(10));
  if (call.at(1, "base")) fail("TypeError");
  if (const auto number = integer_of(value)) return {*number, call.span};
  if (const auto* number = value.as<double>()) return integer_from_float(call, *number);
  if (const auto own = invoke_method(value, "__int__", {})) return *own;
  if (value.is_none() || value.sequence() || value.dict()) fail("TypeError");
  return call.unknown(reason_of(value));
}

Value parse_float(const BuiltinCall& call, const std::string& text) {
  if (!is_ascii(text)) return call.unknown("is a number with digits beyond ASCII");
  const auto written = digits_of(text);
  if (!written) fail("ValueError");
  std::string_view rest = written->digits;
  const std::string word = to_lower(rest);
  if (word == "inf" || word == "infinity" || word == "nan") {
    const double value = word == "nan" ? std::numeric_limits<double>::quiet_NaN()
                                       : std::numeric_limits<double>::infinity();
    return {written->negative ? -value : value, call.span};
  }
  const bool begins = !rest.empty() && (is_digit(rest[0]) || rest[0] == '.');
  double number = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (!begins || end != rest.data() + rest.size()) fail("ValueError");
  if (error != std::errc{}) return call.unknown("is a number that is too large");
  return {written->negative ? -number : number, call.span};
}

Value builtin_float(const BuiltinCall& call) {
  if (!call.at(0)) return {0.0, call.span};
  const Value& value = plain_value(*call.at(0));
  if (const auto number = integer_of(value)) return {static_cast<double>(*number), call.span};
  if (value.as<double>()) return value;
  if (const auto* text = value.as<std::string>()) return parse_float(call, *text);
  if (value.is_none() || value.sequence() || value.dict()) fail("TypeError");
  return call.unknown(reason_of(value));
}

Value builtin_bool(const BuiltinCall& call) {
  if (!call.at(0)) return {false, call.span};
  const auto known = truth(*call.at(0));
  return known ? Value{*known, call.span} : call.unknown(reason_of(*call.at(0)));
}

Value builtin_abs(const BuiltinCall& call) {
  const Value& value = plain_value(*call.at(0));
  if (const auto* number = value.as<double>()) return {std::fabs(*number), call.span};
  const auto number = integer_of(value);
  if (!number && !value.as<std::shared_ptr<const Object>>()) fail("TypeError");
  if (!number) return call.unknown(reason_of(value));
  return *number < 0 ? unary("-", {*number, call.span}, call.span) : Value{*number, call.span};
}

// To the nearest, and where there are two, to the even one.
Value round_integer(const BuiltinCall& call, std::int64_t number, std::int64_t places) {
  if (places >= 0) return {number, call.span};
  if (places < -18) return {std::int64_t{0}, call.span};
  std::int64_t unit = 1;
  for (std::int64_t i = places; i < 0; ++i) unit *= 10;
  std::int64_t quotient = number / unit;
  const std::int64_t rest = number % unit;
  const std::int64_t twice = std::abs(rest) > unit / 2 ? 1 : std::abs(rest) < unit / 2 ? -1 : 0;
  if (twice > 0 || (twice == 0 && quotient % 2 != 0)) quotient += number < 0 ? -1 : 1;
  return binary("*", {quotient, call.span}, {unit, call.span}, call.span);
}

// With digits, as CPython does it: by the correctly rounded decimal text.
Value round_float(const BuiltinCall& call, double number, std::int64_t places) {
  if (!std::isfinite(number)) return {number, call.span};
  if (places < 0 || places > 300) return call.unknown("is rounded in a way that is not followed");
  std::array<char, 800> buffer;
  const int size =
      std::snprintf(buffer.data(), buffer.size(), "%.*f", static_cast<int>(places), number);
  if (size < 0 || static_cast<std::size_t>(size) >= buffer.size()) {
    return call.unknown("is rounded in a way that is not followed");
  }
  double rounded = 0;
  std::from_chars(buffer.data(), buffer.data() + size, rounded);
  return {rounded, call.span};
}

Value builtin_round(const BuiltinCall& call) {
  const Value& value = plain_value(*call.at(0));
  const Value* given = call.at(1, "ndigits");
  const bool has_places = given && !given->is_none();
  const std::int64_t places = has_places ? integer_of(*given).value_or(0) : 0;
  if (const auto number = integer_of(value)) return round_integer(call, *number, places);
  const auto* number = value.as<double>();
  if (!number) fail("TypeError");
  if (has_places) return round_float(call, *number, places);
  return integer_from_float(call, std::nearbyint(*number));
}

Value builtin_divmod(const BuiltinCall& call) {
  Values both = {binary("//", *call.at(0), *call.at(1), call.span),
                 binary("%", *call.at(0), *call.at(1), call.span)};
  return call.evaluator.make_list(std::move(both), call.span, Sequence::Kind::tuple);
}

Value builtin_pow(const BuiltinCall& call) {
  const Value power = binary("**", *call.at(0), *call.at(1), call.span);
  return call.at(2) ? binary("%", power, *call.at(2), call.span) : power;
}

Value in_base(const BuiltinCall& call, const std::string& spec) {
  const auto number = integer_of(*call.at(0));
  if (!number) fail("TypeError");
  return {*format_value({*number, call.span}, spec).text, call.span};
}

Value builtin_hex(const BuiltinCall& call) { return in_base(call, "#x"); }
Value builtin_oct(const BuiltinCall& call) { return in_base(call, "#o"); }
Value builtin_bin(const BuiltinCall& call) { return in_base(call, "#b"); }

Value builtin_ord(const BuiltinCall& call) {
  const Value& value = plain_value(*call.at(0));
  const auto* text = value.as<std::string>();
  if (!text || length(*text) != 1) fail("TypeError");
  return call.number(code_point(*text));
}

Value builtin_chr(const BuiltinCall& call) {
  const auto number = integer_of(*call.at(0));
  if (!number) fail("TypeError");
  if (*number < 0 || *number > 0x10FFFF) fail("ValueError");
  if (*number >= 0xD800 && *number < 0xE000) return call.unknown("is half of a character");
  std::string text;
  append_utf8(text, static_cast<std::uint32_t>(*number));
  return {std::move(text), call.span};
}

Value builtin_sum(const BuiltinCall& call) {
  const auto items = call.items(0);
  if (!items) return call.not_iterable(0);
  Value total = call.at(1, "start") ? *call.at(1, "start") : Value{std::int64_t{0}, call.span};
  if (total.as<std::string>()) fail("TypeError");
  for (const Value& item : *items) {
    total = binary("+", total, item, call.span);
    if (const Sequence* made = total.sequence()) call.evaluator.charge(made->items.size() / 8);
  }
  return total;
}

Value extreme(const BuiltinCall& call, int wanted) {
  std::optional<Values> items;
  if (call.arguments.positional_count() > 1) {
    items = Values{};
    for (std::size_t i = 0; i < call.arguments.positional_count(); ++i) {
      items->push_back(*call.at(i));
    }
  } else {
    items = call.items(0);
  }
  if (!items) return call.not_iterable(0);
  if (items->empty()) {
    if (!call.keyword("default")) fail("ValueError");
    return *call.keyword("default");
  }
  const Value* key = call.keyword("key");
  const bool has_key = key && !key->is_none();
  Value best = items->front();
  Value best_key = has_key ? call.call(*key, best) : best;
  for (std::size_t i = 1; i < items->size(); ++i) {
    const Value& item = (*items)[i];
    const Value item_key = has_key ? call.call(*key, item) : item;
    const auto compared = order(item_key, best_key);
    if (!compared) return call.unknown("depends on an order that is not known");
    if (*compared == wanted) {
      best = item;
      best_key = item_key;
    }
  }
  return best;
}

Value builtin_min(const BuiltinCall& call) { return extreme(call, -1); }
Value builtin_max(const BuiltinCall& call) { return extreme(call, 1); }

}  // namespace

const BuiltinTable& number_builtins() {
  static const BuiltinTable table = {
      {"abs", {builtin_abs, 1, 1}},
      {"bin", {builtin_bin, 1, 1}},
      {"bool", {builtin_bool, 0, 1}},
      {"chr", {builtin_chr, 1, 1}},
      {"divmod", {builtin_divmod, 2, 2}},
      {"float", {builtin_float, 0, 1}},
      {"hex", {builtin_hex, 1, 1}},
      {"int", {builtin_int, 0, 2, "base"}},
      {"max", {builtin_max, 1, SIZE_MAX, "key default"}},
      {"min", {builtin_min, 1, SIZE_MAX, "key default"}},
      {"oct", {builtin_oct, 1, 1}},
      {"ord", {builtin_ord, 1, 1}},
      {"pow", {builtin_pow, 2, 3, "base exp mod"}},
      {"round", {builtin_round, 1, 2, "number ndigits"}},
      {"sum", {builtin_sum, 1, 2, "start"}},
  };
  return table;
}

}  // namespace migcheck::python
