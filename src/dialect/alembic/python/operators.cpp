#include "dialect/alembic/python/operators.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operands.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"

namespace migcheck::python {

namespace {

Value impossible(const std::string& op, const Value& left, const Value& right, Span span) {
  return make_unknown("applies `" + op + "` to " + describe(left) + " and " + describe(right),
                      span);
}

Value checked(std::int64_t number, bool overflows, Span span) {
  if (overflows) return make_unknown("is an integer beyond 64 bits", span);
  return {number, span};
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  const std::int64_t quotient = a / b;
  return quotient * b != a && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

Value power(std::int64_t base, std::int64_t exponent, Span span) {
  if (exponent < 0 && base == 0) fail("ZeroDivisionError");
  if (exponent < 0) {
    if (!is_exact(base)) return checked(0, true, span);
    return {std::pow(static_cast<double>(base), static_cast<double>(exponent)), span};
  }
  std::int64_t result = 1;
  if (exponent > 0 && (base == 0 || base == 1)) return {base, span};
  if (base == -1) return {exponent % 2 == 0 ? std::int64_t{1} : std::int64_t{-1}, span};
  for (std::int64_t i = 0; i < exponent; ++i) {
    if (__builtin_mul_overflow(result, base, &result)) return checked(0, true, span);
  }
  return {result, span};
}

Value divided(const std::string& op, std::int64_t a, std::int64_t b, Span span) {
  if (b == 0) fail("ZeroDivisionError");
  if (op == "/" && (!is_exact(a) || !is_exact(b))) return checked(0, true, span);
  if (op == "/") return {static_cast<double>(a) / static_cast<double>(b), span};
  if (a == std::numeric_limits<std::int64_t>::min() && b == -1) return checked(0, op == "//", span);
  const std::int64_t quotient = floor_divide(a, b);
  return {op == "//" ? quotient : a - quotient * b, span};
}

std::optional<Value> integers(const std::string& op, std::int64_t a, std::int64_t b, Span span) {
  std::int64_t result = 0;
  bool overflows = false;
  if (op == "+") overflows = __builtin_add_overflow(a, b, &result);
  if (op == "-") overflows = __builtin_sub_overflow(a, b, &result);
  if (op == "*") overflows = __builtin_mul_overflow(a, b, &result);
  if (op == "+" || op == "-" || op == "*") return checked(result, overflows, span);
  if (op == "/" || op == "//" || op == "%") return divided(op, a, b, span);
  if (op == "**") return power(a, b, span);
  if (op == "|") return Value{a | b, span};
  if (op == "&") return Value{a & b, span};
  if (op == "^") return Value{a ^ b, span};
  if (b < 0 && (op == ">>" || op == "<<")) fail("ValueError");
  if (op == ">>") return Value{a >> std::min<std::int64_t>(b, 63), span};
  if (op == "<<" && a == 0) return Value{a, span};
  if (op == "<<") {
    overflows = b > 62 || __builtin_mul_overflow(a, std::int64_t{1} << b, &result);
    return checked(result, overflows, span);
  }
  return std::nullopt;
}

// a % b with the sign of b. Source: CPython's float_rem.
double modulo(double a, double b) {
  const double rest = std::fmod(a, b);
  if (rest == 0) return std::copysign(0.0, b);
  return (b < 0) != (rest < 0) ? rest + b : rest;
}

// Source: CPython's float_floor_div.
double floor_divide(double a, double b) {
  const double rest = std::fmod(a, b);
  double quotient = (a - rest) / b;
  if (rest != 0 && (b < 0) != (rest < 0)) quotient -= 1;
  if (quotient == 0) return std::copysign(0.0, a / b);
  const double floor = std::floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

Value power(double a, double b, Span span) {
  if (a == 0 && b < 0) fail("ZeroDivisionError");
  if (a < 0 && b != std::floor(b) && std::isfinite(b)) {
    return make_unknown("is a complex number", span);
  }
  const double result = std::pow(a, b);
  if (std::isinf(result) && std::isfinite(a) && std::isfinite(b)) fail("OverflowError");
  return {result, span};
}

std::optional<Value> floats(const std::string& op, double a, double b, Span span) {
  if (op == "+") return Value{a + b, span};
  if (op == "-") return Value{a - b, span};
  if (op == "*") return Value{a * b, span};
  if (op == "**") return power(a, b, span);
  if (b == 0 && (op == "/" || op == "//" || op == "%")) {
    fail("ZeroDivisionError");
  }
  if (op == "/") return Value{a / b, span};
  if (op == "//") return Value{floor_divide(a, b), span};
  if (op == "%") return Value{modulo(a, b), span};
  return std::nullopt;
}

Value repeated(const Value& what, std::int64_t count, Span span) {
  const auto times = static_cast<std::size_t>(std::max<std::int64_t>(count, 0));
  const auto* bytes = what.as<Bytes>();
  const auto* text = bytes ? &bytes->data : what.as<std::string>();
  const Sequence* sequence = what.sequence();
  const std::size_t size = text ? text->size() : sequence->items.size();
  if (size > 0 && times > maximum_result / (text ? 1 : 64) / size) {
    return make_unknown("is too large", span);
  }
  if (text) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i) result += *text;
    return bytes ? Value{Bytes{std::move(result)}, span} : Value{std::move(result), span};
  }
  auto result = std::make_shared<Sequence>();
  result->kind = sequence->kind;
  result->unordered = sequence->unordered;
  for (std::size_t i = 0; i < times; ++i) {
    result->items.insert(result->items.end(), sequence->items.begin(), sequence->items.end());
  }
  return {std::move(result), span};
}

std::optional<Value> sets(const std::string& op, const Sequence& a, const Sequence& b, Span span) {
  auto result = std::make_shared<Sequence>();
  result->kind = a.kind == Sequence::Kind::frozenset ? a.kind : Sequence::Kind::set;
  const auto add = [&](const Values& items, const Values& other, bool wanted) {
    for (const Value& item : items) {
      const Ternary found = find_item(other, item).found;
      if (found == Ternary::unknown) return false;
      if ((found == Ternary::yes) == wanted) result->items.push_back(item);
    }
    return true;
  };
  bool known = true;
  if (op == "|") {
    result->items = a.items;
    known = add(b.items, a.items, false);
  } else if (op == "&") {
    known = add(a.items, b.items, true);
  } else if (op == "-") {
    known = add(a.items, b.items, false);
  } else if (op == "^") {
    known = add(a.items, b.items, false) && add(b.items, a.items, false);
  } else {
    return std::nullopt;
  }
  if (!known) return make_unknown("depends on an element that is not known", span);
  return Value{std::move(result), span};
}

std::optional<Value> sequences(const std::string& op, const Sequence& a, const Sequence& b,
                               Span span) {
  if (acts_as_set(a) && acts_as_set(b)) return sets(op, a, b, span);
  if (a.kind != b.kind || op != "+" || !(is_list(a) || is_tuple(a))) return std::nullopt;
  auto result = std::make_shared<Sequence>(a);
  result->uncertainty = {};
  result->unordered = a.unordered || b.unordered;
  result->items.insert(result->items.end(), b.items.begin(), b.items.end());
  return Value{std::move(result), span};
}

std::optional<Value> merged(const Dict& a, const Dict& b, Span span) {
  auto result = std::make_shared<Dict>(a);
  result->uncertainty = {};
  for (const auto& [key, value] : b.items) {
    const Place place = find_key(*result, key);
    if (place.found == Ternary::unknown) return make_unknown(reason_of(key), span);
    if (place.found == Ternary::yes) {
      result->items[place.index].second = value;
    } else {
      result->items.emplace_back(key, value);
    }
  }
  return Value{std::move(result), span};
}

Value rendered(const Rendered& text, Span span) {
  if (!text.text) return make_unknown(text.reason, span);
  return {*text.text, span};
}

std::optional<Value> texts(const std::string& op, const std::string& left, const Value& right,
                           Span span) {
  if (op == "%") return rendered(percent_format(left, right), span);
  if (const auto* text = right.as<std::string>(); text && op == "+") {
    if (left.size() + text->size() > maximum_result) return make_unknown("is too large", span);
    return Value{left + *text, span};
  }
  return std::nullopt;
}

bool can_repeat(const Value& value) {
  const Sequence* sequence = value.sequence();
  return value.as<std::string>() || value.as<Bytes>() ||
         (sequence && (is_list(*sequence) || is_tuple(*sequence)));
}

std::optional<Value> known_binary(const std::string& op, const Value& left, const Value& right,
                                  Span span) {
  const auto a = as_integer(left);
  const auto b = as_integer(right);
  const auto* first_flag = left.as<bool>();
  const auto* second_flag = right.as<bool>();
  if (first_flag && second_flag && (op == "&" || op == "|" || op == "^")) {
    const bool both = *first_flag && *second_flag;
    const bool either = *first_flag || *second_flag;
    return Value{op == "&" ? both : op == "|" ? either : either && !both, span};
  }
  if (a && b) return integers(op, *a, *b, span);
  const auto x = as_float(left);
  const auto y = as_float(right);
  if (x && y) {
    if ((a && !is_exact(*a)) || (b && !is_exact(*b))) return checked(0, true, span);
    return floats(op, *x, *y, span);
  }
  if (op == "*" && b && can_repeat(left)) return repeated(left, *b, span);
  if (op == "*" && a && can_repeat(right)) return repeated(right, *a, span);
  if (const auto* text = left.as<std::string>()) return texts(op, *text, right, span);
  const auto* first = left.as<Bytes>();
  const auto* second = right.as<Bytes>();
  if (first && op == "%") return make_unknown("formats bytes", span);
  if (first && second && op == "+") return Value{Bytes{first->data + second->data}, span};
  if (left.sequence() && right.sequence()) {
    return sequences(op, *left.sequence(), *right.sequence(), span);
  }
  if (left.dict() && right.dict() && op == "|") return merged(*left.dict(), *right.dict(), span);
  return std::nullopt;
}

// By the method of an instance of the migration's own.
std::optional<Value> own_binary(const std::string& op, const Value& left, const Value& right) {
  static const std::map<std::string, std::string, std::less<>> methods = {
      {"+", "add"},    {"-", "sub"},     {"*", "mul"},    {"/", "truediv"}, {"//", "floordiv"},
      {"%", "mod"},    {"**", "pow"},    {"|", "or"},     {"&", "and"},     {"^", "xor"},
      {"@", "matmul"}, {"<<", "lshift"}, {">>", "rshift"}};
  const auto found = methods.find(op);
  if (found == methods.end()) return std::nullopt;
  if (auto result = invoke_method(left, "__" + found->second + "__", {{"", right}})) return result;
  return invoke_method(right, "__r" + found->second + "__", {{"", left}});
}

}  // namespace

Value binary(const std::string& op, const Value& given_left, const Value& given_right, Span span) {
  const Value& left = plain_value(given_left);
  const Value& right = op == "%" && left.as<std::string>() ? given_right : plain_value(given_right);
  // A tuple with something unknown in it is known, but `"%s" % it` is not: rendering sees to that.
  if (is_uncertain(left)) return make_unknown(reason_of(left), span);
  if (is_uncertain(right)) return make_unknown(reason_of(right), span);
  const bool formats = op == "%" && left.as<std::string>();
  if (!formats && (left.external() || right.external())) return operation(op, {left, right}, span);
  if (const auto result = known_binary(op, left, right, span)) return *result;
  if (const auto result = own_binary(op, left, right)) return *result;
  const auto tuple = tuple_items(left);
  const auto other = tuple_items(right);
  if (tuple && other && op == "+") {
    auto made = std::make_shared<Sequence>();
    made->kind = Sequence::Kind::tuple;
    made->items = *tuple;
    made->items.insert(made->items.end(), other->begin(), other->end());
    return {std::move(made), span};
  }
  if (is_builtin(left) && is_builtin(right)) fail("TypeError");
  return impossible(op, left, right, span);
}

Value unary(const std::string& op, const Value& given, Span span) {
  const Value& operand = plain_value(given);
  if (is_uncertain(operand)) return make_unknown(reason_of(operand), span);
  if (operand.external()) return operation(op, {operand}, span);
  if (const auto number = as_integer(operand)) {
    if (op == "+") return {*number, span};
    if (op == "~") return {~*number, span};
    if (*number == std::numeric_limits<std::int64_t>::min()) return checked(0, true, span);
    return {-*number, span};
  }
  if (const auto* number = operand.as<double>(); number && op != "~") {
    return {op == "-" ? -*number : *number, span};
  }
  if (is_builtin(operand)) fail("TypeError");
  return make_unknown("applies `" + op + "` to " + describe(operand), span);
}

std::optional<bool> truth(const Value& given) {
  const Value& value = plain_value(given);
  if (is_uncertain(value) || value.external()) return std::nullopt;
  if (value.is_none()) return false;
  if (const auto* flag = value.as<bool>()) return *flag;
  if (const auto* number = value.as<std::int64_t>()) return *number != 0;
  if (const auto* number = value.as<double>()) return *number != 0;
  if (const auto* text = value.as<std::string>()) return !text->empty();
  if (const auto* bytes = value.as<Bytes>()) return !bytes->data.empty();
  if (const Sequence* sequence = value.sequence()) {
    return sequence->kind == Sequence::Kind::iterator || !sequence->items.empty();
  }
  if (const Dict* dict = value.dict()) return !dict->items.empty();
  if (!object_as<InstanceObject>(value)) return true;
  for (const char* name : {"__bool__", "__len__"}) {
    if (const auto own = invoke_method(value, name, {})) return truth(*own);
  }
  return true;
}

}  // namespace migcheck::python
