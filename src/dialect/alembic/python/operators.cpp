#include "dialect/alembic/python/operators.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"

namespace migcheck::python {

namespace {

constexpr int maximum_depth = 30;
constexpr std::size_t maximum_comparisons = 1'000'000;

// How much of two containers a comparison has looked at. Lists that hold the same list several
// times are small in memory and endless to walk over.
struct Walk {
  int depth = 0;
  std::size_t* left;

  Walk deeper() const { return {depth + 1, left}; }
  bool goes_on() const { return depth <= maximum_depth && *left > 0 && (*left)-- > 0; }
};

Value impossible(const std::string& op, const Value& left, const Value& right, Span span) {
  return make_unknown("applies `" + op + "` to " + describe(left) + " and " + describe(right),
                      span);
}

std::optional<std::int64_t> as_integer(const Value& value) {
  if (const auto* number = value.as<std::int64_t>()) return *number;
  if (const auto* flag = value.as<bool>()) return std::int64_t{*flag};
  return std::nullopt;
}

std::optional<double> as_float(const Value& value) {
  if (const auto* number = value.as<double>()) return *number;
  if (const auto number = as_integer(value)) return static_cast<double>(*number);
  return std::nullopt;
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
  if (exponent < 0) {
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
  if (b == 0) return make_unknown("divides by zero", span);
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
  const bool shifts = b >= 0 && b < 62;
  if (op == ">>" && shifts) return Value{a >> b, span};
  if (op == "<<" && shifts && !__builtin_mul_overflow(a, std::int64_t{1} << b, &result)) {
    return Value{result, span};
  }
  return std::nullopt;
}

std::optional<Value> floats(const std::string& op, double a, double b, Span span) {
  if (op == "+") return Value{a + b, span};
  if (op == "-") return Value{a - b, span};
  if (op == "*") return Value{a * b, span};
  if (op == "**") return Value{std::pow(a, b), span};
  if (b == 0 && (op == "/" || op == "//" || op == "%")) {
    return make_unknown("divides by zero", span);
  }
  if (op == "/") return Value{a / b, span};
  if (op == "//") return Value{std::floor(a / b), span};
  if (op == "%") return Value{a - b * std::floor(a / b), span};
  return std::nullopt;
}

Value repeated(const Value& what, std::int64_t count, Span span) {
  const auto times = static_cast<std::size_t>(std::max<std::int64_t>(count, 0));
  const auto* text = what.as<std::string>();
  const Sequence* sequence = what.sequence();
  const std::size_t size = text ? text->size() : sequence->items.size();
  if (size > 0 && times > maximum_result / (text ? 1 : 64) / size) {
    return make_unknown("is too large", span);
  }
  if (text) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i) result += *text;
    return {std::move(result), span};
  }
  auto result = std::make_shared<Sequence>();
  result->kind = sequence->kind;
  for (std::size_t i = 0; i < times; ++i) {
    result->items.insert(result->items.end(), sequence->items.begin(), sequence->items.end());
  }
  return {std::move(result), span};
}

std::optional<Value> sets(const std::string& op, const Sequence& a, const Sequence& b, Span span) {
  auto result = std::make_shared<Sequence>();
  result->kind = Sequence::Kind::set;
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
  if (a.kind != b.kind) return std::nullopt;
  if (a.kind == Sequence::Kind::set) return sets(op, a, b, span);
  if (op != "+") return std::nullopt;
  auto result = std::make_shared<Sequence>(a);
  result->uncertainty = {};
  result->items.insert(result->items.end(), b.items.begin(), b.items.end());
  return Value{std::move(result), span};
}

std::optional<Value> merged(const Dict& a, const Dict& b, Span span) {
  auto result = std::make_shared<Dict>();
  result->items = a.items;
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

std::optional<Value> known_binary(const std::string& op, const Value& left, const Value& right,
                                  Span span) {
  const auto a = as_integer(left);
  const auto b = as_integer(right);
  if (a && b) return integers(op, *a, *b, span);
  const auto x = as_float(left);
  const auto y = as_float(right);
  if (x && y) return floats(op, *x, *y, span);
  const bool repeats = op == "*";
  if (repeats && b && (left.as<std::string>() || left.sequence())) return repeated(left, *b, span);
  if (repeats && a && (right.as<std::string>() || right.sequence())) {
    return repeated(right, *a, span);
  }
  if (const auto* text = left.as<std::string>()) return texts(op, *text, right, span);
  const auto* first = left.as<Bytes>();
  const auto* second = right.as<Bytes>();
  if (first && second && op == "+") return Value{Bytes{first->data + second->data}, span};
  if (left.sequence() && right.sequence()) {
    return sequences(op, *left.sequence(), *right.sequence(), span);
  }
  if (left.dict() && right.dict() && op == "|") return merged(*left.dict(), *right.dict(), span);
  return std::nullopt;
}

bool is_container(const Value& value) {
  return value.as<std::shared_ptr<Sequence>>() || value.as<std::shared_ptr<Dict>>();
}

// Unknown itself, or a container whose content is not known.
bool is_uncertain(const Value& value) {
  return value.is_unknown() || (is_container(value) && !value.sequence() && !value.dict());
}

Ternary equal(const Value& left, const Value& right, const Walk& walk);

Ternary equal(const Values& left, const Values& right, const Walk& walk) {
  if (left.size() != right.size()) return Ternary::no;
  Ternary result = Ternary::yes;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const Ternary same = equal(left[i], right[i], walk.deeper());
    if (same == Ternary::no) return same;
    if (same == Ternary::unknown) result = same;
  }
  return result;
}

Ternary equal(const Sequence& left, const Sequence& right, const Walk& walk) {
  if (left.kind != right.kind) return Ternary::no;
  if (left.kind != Sequence::Kind::set) return equal(left.items, right.items, walk);
  if (left.items.size() != right.items.size()) return Ternary::no;
  for (const Value& item : left.items) {
    const Ternary found = find_item(right.items, item).found;
    if (found != Ternary::yes) return found;
  }
  return Ternary::yes;
}

Ternary equal(const Dict& left, const Dict& right, const Walk& walk) {
  if (left.items.size() != right.items.size()) return Ternary::no;
  for (const auto& [key, value] : left.items) {
    const Place place = find_key(right, key);
    if (place.found != Ternary::yes) return place.found;
    const Ternary same = equal(value, right.items[place.index].second, walk.deeper());
    if (same != Ternary::yes) return same;
  }
  return Ternary::yes;
}

Ternary equal(const Value& left, const Value& right, const Walk& walk) {
  if (!walk.goes_on() || is_uncertain(left) || is_uncertain(right)) return Ternary::unknown;
  if (left.external() || right.external()) {
    return left.external() == right.external() ? Ternary::yes : Ternary::unknown;
  }
  const auto* a = left.as<std::shared_ptr<const Object>>();
  const auto* b = right.as<std::shared_ptr<const Object>>();
  if (a && b) return ternary(*a == *b);
  if (const auto x = as_float(left), y = as_float(right); x && y) {
    const auto i = as_integer(left), j = as_integer(right);
    return ternary(i && j ? *i == *j : *x == *y);
  }
  if (left.data.index() != right.data.index()) return Ternary::no;
  if (const auto* text = left.as<std::string>()) return ternary(*text == *right.as<std::string>());
  if (const auto* bytes = left.as<Bytes>()) return ternary(bytes->data == right.as<Bytes>()->data);
  if (left.sequence()) return equal(*left.sequence(), *right.sequence(), walk);
  if (left.dict()) return equal(*left.dict(), *right.dict(), walk);
  return Ternary::yes;  // None
}

std::optional<int> order(const Value& left, const Value& right, const Walk& walk) {
  const auto sign = [](auto a, auto b) { return a < b ? -1 : a > b ? 1 : 0; };
  const auto a = as_integer(left), b = as_integer(right);
  if (a && b) return sign(*a, *b);
  const auto x = as_float(left), y = as_float(right);
  if (x && y) return sign(*x, *y);
  const auto* s = left.as<std::string>();
  const auto* t = right.as<std::string>();
  if (s && t) return sign(*s, *t);
  const Sequence* p = left.sequence();
  const Sequence* q = right.sequence();
  if (!p || !q || p->kind != q->kind || p->kind == Sequence::Kind::set) return std::nullopt;
  const std::size_t shorter = std::min(p->items.size(), q->items.size());
  for (std::size_t i = 0; i < shorter; ++i) {
    const Ternary same = equal(p->items[i], q->items[i], walk);
    if (same == Ternary::unknown || walk.depth > maximum_depth) return std::nullopt;
    if (same == Ternary::no) return order(p->items[i], q->items[i], walk.deeper());
  }
  return sign(p->items.size(), q->items.size());
}

// users.c.id and users.c.id are the same column, users.c.id and users.c.name two.
Ternary same_reference(const External& left, const External& right) {
  if (&left == &right) return Ternary::yes;
  using Kind = External::Kind;
  if (left.kind != Kind::attribute || right.kind != Kind::attribute) return Ternary::unknown;
  const External* owner = left.operands[0].external();
  const External* other = right.operands[0].external();
  if (!owner || !other || same_reference(*owner, *other) != Ternary::yes) return Ternary::unknown;
  return ternary(left.path == right.path);
}

Ternary negated(Ternary value) {
  if (value == Ternary::unknown) return value;
  return ternary(value == Ternary::no);
}

Ternary contains(const Value& container, const Value& item) {
  if (const Sequence* sequence = container.sequence()) {
    return find_item(sequence->items, item).found;
  }
  if (const Dict* dict = container.dict()) return find_key(*dict, item).found;
  const auto* text = container.as<std::string>();
  const auto* part = item.as<std::string>();
  if (text && part) return ternary(text->find(*part) != std::string::npos);
  return Ternary::unknown;
}

// Identity is decided where Python's answer does not depend on its implementation.
Ternary identical(const Value& left, const Value& right) {
  if (is_uncertain(left) || is_uncertain(right)) return Ternary::unknown;
  if (left.external() || right.external()) {
    return left.external() == right.external() ? Ternary::yes : Ternary::unknown;
  }
  if (left.data.index() != right.data.index()) return Ternary::no;
  if (left.is_none()) return Ternary::yes;
  if (const auto* flag = left.as<bool>()) return ternary(*flag == *right.as<bool>());
  if (const auto* a = left.as<std::shared_ptr<Sequence>>()) {
    return ternary(*a == *right.as<std::shared_ptr<Sequence>>());
  }
  if (const auto* a = left.as<std::shared_ptr<Dict>>()) {
    return ternary(*a == *right.as<std::shared_ptr<Dict>>());
  }
  if (const auto* a = left.as<std::shared_ptr<const Object>>()) {
    return ternary(*a == *right.as<std::shared_ptr<const Object>>());
  }
  return equal(left, right);
}

Ternary subset(const Sequence& left, const Sequence& right) {
  for (const Value& item : left.items) {
    const Ternary found = find_item(right.items, item).found;
    if (found != Ternary::yes) return found;
  }
  return Ternary::yes;
}

Ternary ordered(const std::string& op, const Value& left, const Value& right) {
  const Sequence* a = left.sequence();
  const Sequence* b = right.sequence();
  if (a && b && a->kind == Sequence::Kind::set && b->kind == Sequence::Kind::set) {
    if (op == "<=") return subset(*a, *b);
    if (op == ">=") return subset(*b, *a);
    return Ternary::unknown;
  }
  const auto result = order(left, right);
  if (!result) return Ternary::unknown;
  if (op == "<") return ternary(*result < 0);
  if (op == "<=") return ternary(*result <= 0);
  if (op == ">") return ternary(*result > 0);
  return ternary(*result >= 0);
}

Value from_ternary(Ternary result, const Value& left, const Value& right, Span span) {
  if (result != Ternary::unknown) return {result == Ternary::yes, span};
  const bool left_is_known = !left.external() && !is_uncertain(left);
  return make_unknown(reason_of(left_is_known ? right : left), span);
}

}  // namespace

Value binary(const std::string& op, const Value& left, const Value& right, Span span) {
  // A tuple with something unknown in it is known, but `"%s" % it` is not: rendering sees to that.
  if (is_uncertain(left)) return make_unknown(reason_of(left), span);
  if (is_uncertain(right)) return make_unknown(reason_of(right), span);
  const bool formats = op == "%" && left.as<std::string>();
  if (!formats && (left.external() || right.external())) return operation(op, {left, right}, span);
  if (const auto result = known_binary(op, left, right, span)) return *result;
  return impossible(op, left, right, span);
}

Value unary(const std::string& op, const Value& operand, Span span) {
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
  return make_unknown("applies `" + op + "` to " + describe(operand), span);
}

Value compare(const std::string& op, const Value& left, const Value& right, Span span) {
  if (op == "is") return from_ternary(identical(left, right), left, right, span);
  if (op == "is not") return from_ternary(negated(identical(left, right)), left, right, span);
  if (op == "in") return from_ternary(contains(right, left), left, right, span);
  if (op == "not in") return from_ternary(negated(contains(right, left)), left, right, span);
  if (is_uncertain(left)) return make_unknown(reason_of(left), span);
  if (is_uncertain(right)) return make_unknown(reason_of(right), span);
  if (left.external() || right.external()) return operation(op, {left, right}, span);
  if (op == "==") return from_ternary(equal(left, right), left, right, span);
  if (op == "!=") return from_ternary(negated(equal(left, right)), left, right, span);
  return from_ternary(ordered(op, left, right), left, right, span);
}

std::optional<bool> truth(const Value& value) {
  if (is_uncertain(value) || value.external()) return std::nullopt;
  if (value.is_none()) return false;
  if (const auto* flag = value.as<bool>()) return *flag;
  if (const auto* number = value.as<std::int64_t>()) return *number != 0;
  if (const auto* number = value.as<double>()) return *number != 0;
  if (const auto* text = value.as<std::string>()) return !text->empty();
  if (const auto* bytes = value.as<Bytes>()) return !bytes->data.empty();
  if (const Sequence* sequence = value.sequence()) return !sequence->items.empty();
  if (const Dict* dict = value.dict()) return !dict->items.empty();
  return true;
}

Ternary equal(const Value& left, const Value& right) {
  std::size_t budget = maximum_comparisons;
  return equal(plain_value(left), plain_value(right), {0, &budget});
}

std::optional<int> order(const Value& left, const Value& right) {
  std::size_t budget = maximum_comparisons;
  return order(left, right, {0, &budget});
}

Place find_item(const Values& items, const Value& item) {
  Place place;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Ternary same = equal(items[i], item);
    if (same == Ternary::yes) return {Ternary::yes, i};
    if (same == Ternary::unknown) place.found = Ternary::unknown;
  }
  return place;
}

Place find_key(const Dict& dict, const Value& key) {
  Place place;
  for (std::size_t i = 0; i < dict.items.size(); ++i) {
    const Value& other = dict.items[i].first;
    const bool library = other.external() && key.external();
    const Ternary same =
        library ? same_reference(*other.external(), *key.external()) : equal(other, key);
    if (same == Ternary::yes) return {Ternary::yes, i};
    if (same == Ternary::unknown) place.found = Ternary::unknown;
  }
  return place;
}

}  // namespace migcheck::python
