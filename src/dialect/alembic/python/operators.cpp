#include "dialect/alembic/python/operators.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "dialect/alembic/python/exceptions.h"
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

// From here on a double does not hold every integer.
constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;

bool is_exact(std::int64_t number) {
  return number >= -exact_in_double && number <= exact_in_double;
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

bool is_list(const Sequence& sequence) { return sequence.kind == Sequence::Kind::list; }
bool is_tuple(const Sequence& sequence) { return sequence.kind == Sequence::Kind::tuple; }

// The keys and the items of a dict may be combined and compared like sets.
bool acts_as_set(const Sequence& sequence) {
  const bool view = sequence.kind == Sequence::Kind::view && sequence.shown != "dict_values";
  return view || sequence.is_set();
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

bool is_container(const Value& value) {
  return value.as<std::shared_ptr<Sequence>>() || value.as<std::shared_ptr<Dict>>();
}

// Unknown itself, or a container whose content is not known.
bool is_uncertain(const Value& value) {
  return value.is_unknown() || (is_container(value) && !value.sequence() && !value.dict());
}

Ternary equal(const Value& left, const Value& right, const Walk& walk);
Ternary equal_objects(const Value& left, const Value& right, const Walk& walk);

bool has_library_base(const Value& value) {
  const ClassObject* type = class_object(value);
  const External* base = type ? library_base(*type) : nullptr;
  if (type && (type->is_open || !type->obstacle.empty())) return true;
  return base && base->dotted_name().find("enum.") != 0;
}

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
  if (acts_as_set(left) && acts_as_set(right)) {
    if (left.items.size() != right.items.size()) return Ternary::no;
    for (const Value& item : left.items) {
      const Ternary found = find_item(right.items, item).found;
      if (found != Ternary::yes) return found;
    }
    return Ternary::yes;
  }
  if (left.kind != right.kind) return Ternary::no;
  if (left.kind == Sequence::Kind::iterator || left.kind == Sequence::Kind::view) {
    return ternary(&left == &right);
  }
  if (!left.is_ordered() || !right.is_ordered()) return Ternary::unknown;
  return equal(left.items, right.items, walk);
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

// By the class's own __eq__, by the fields, or by identity.
Ternary equal_objects(const Value& left, const Value& right, const Walk& walk) {
  const Value& a = plain_value(left);
  const Value& b = plain_value(right);
  if (&a != &left || &b != &right) return equal(a, b, walk.deeper());
  for (const auto& [self, other] : {std::pair(&left, &right), std::pair(&right, &left)}) {
    if (const auto own = invoke_method(*self, "__eq__", {{"", *other}})) {
      const auto known = truth(*own);
      return known ? ternary(*known) : Ternary::unknown;
    }
  }
  const auto first = tuple_items(left), second = tuple_items(right);
  if (first && second) return equal(*first, *second, walk.deeper());
  const auto* x = left.as<std::shared_ptr<const Object>>();
  const auto* y = right.as<std::shared_ptr<const Object>>();
  if (x && y && *x == *y) return Ternary::yes;
  const auto* one = object_as<InstanceObject>(left);
  const auto* two = object_as<InstanceObject>(right);
  const ClassObject* type = one ? class_of(*one) : nullptr;
  if (type && two && type == class_of(*two) && type->kind == ClassObject::Kind::dataclass) {
    return equal(field_values(*one), field_values(*two), walk.deeper());
  }
  if ((one && has_library_base(left)) || (two && has_library_base(right))) return Ternary::unknown;
  // Bound methods and types compare by what they stand for.
  const auto* builtin = object_as<BuiltinObject>(left);
  const auto* other_builtin = object_as<BuiltinObject>(right);
  if (builtin && other_builtin) return ternary(builtin->name == other_builtin->name);
  if (object_as<MethodObject>(left) && object_as<MethodObject>(right)) return Ternary::unknown;
  return Ternary::no;
}

Ternary equal(const Value& left, const Value& right, const Walk& walk) {
  if (!walk.goes_on() || is_uncertain(left) || is_uncertain(right)) return Ternary::unknown;
  if (left.external() || right.external()) {
    return left.external() == right.external() ? Ternary::yes : Ternary::unknown;
  }
  if (left.as<std::shared_ptr<const Object>>() || right.as<std::shared_ptr<const Object>>()) {
    return equal_objects(left, right, walk);
  }
  if (const auto x = as_float(left), y = as_float(right); x && y) {
    const auto i = as_integer(left), j = as_integer(right);
    if ((i && !j && !is_exact(*i)) || (j && !i && !is_exact(*j))) return Ternary::unknown;
    return ternary(i && j ? *i == *j : *x == *y);
  }
  if (left.data.index() != right.data.index()) return Ternary::no;
  if (const auto* text = left.as<std::string>()) return ternary(*text == *right.as<std::string>());
  if (const auto* bytes = left.as<Bytes>()) return ternary(bytes->data == right.as<Bytes>()->data);
  if (left.sequence()) return equal(*left.sequence(), *right.sequence(), walk);
  if (left.dict()) return equal(*left.dict(), *right.dict(), walk);
  return Ternary::yes;  // None
}

// What Python refuses to order, if both values are its own.
bool is_plain(const Value& value) {
  if (is_uncertain(value) || value.external()) return false;
  return !value.as<std::shared_ptr<const Object>>() || object_as<FunctionObject>(value) ||
         (class_object(value) && !has_library_base(value));
}

std::optional<int> order(const Value& left, const Value& right, const Walk& walk);

std::optional<int> order(const Values& left, const Values& right, const Walk& walk) {
  const std::size_t shorter = std::min(left.size(), right.size());
  for (std::size_t i = 0; i < shorter; ++i) {
    const Ternary same = equal(left[i], right[i], walk);
    if (same == Ternary::unknown || walk.depth > maximum_depth) return std::nullopt;
    if (same == Ternary::no) return order(left[i], right[i], walk.deeper());
  }
  return left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0;
}

// By the class's own __lt__, or by the fields of a dataclass with order=True.
std::optional<int> order_objects(const Value& left, const Value& right, const Walk& walk) {
  const auto* one = object_as<InstanceObject>(left);
  const auto* two = object_as<InstanceObject>(right);
  if (!one || !two) return std::nullopt;
  const ClassObject* type = class_of(*one);
  if (type && type == class_of(*two) && type->is_ordered) {
    return order(field_values(*one), field_values(*two), walk.deeper());
  }
  const auto less = invoke_method(left, "__lt__", {{"", right}});
  const auto more = invoke_method(right, "__lt__", {{"", left}});
  const auto is_less = less ? truth(*less) : std::nullopt;
  const auto is_more = more ? truth(*more) : std::nullopt;
  if (!is_less || !is_more) return std::nullopt;
  return *is_less ? -1 : *is_more ? 1 : 0;
}

// Whether the class of an instance defines some order.
bool has_own_order(const Value& value) {
  const ClassObject* type = class_object(value);
  if (!type) return false;
  if (!type->obstacle.empty() || type->is_ordered) return true;
  for (const char* name : {"__lt__", "__le__", "__gt__", "__ge__"}) {
    if (find_in_class(*type, name)) return true;
  }
  return false;
}

std::optional<int> order(const Value& given_left, const Value& given_right, const Walk& walk) {
  const Value& left = plain_value(given_left);
  const Value& right = plain_value(given_right);
  const auto sign = [](auto a, auto b) { return a < b ? -1 : a > b ? 1 : 0; };
  const auto a = as_integer(left), b = as_integer(right);
  if (a && b) return sign(*a, *b);
  const auto x = as_float(left), y = as_float(right);
  if (x && y) {
    const bool exact = (!a || is_exact(*a)) && (!b || is_exact(*b));
    return exact && !std::isnan(*x) && !std::isnan(*y) ? std::optional(sign(*x, *y)) : std::nullopt;
  }
  const auto* s = left.as<std::string>();
  const auto* t = right.as<std::string>();
  if (s && t) return sign(*s, *t);
  const auto* bytes = left.as<Bytes>();
  const auto* other = right.as<Bytes>();
  if (bytes && other) return sign(bytes->data, other->data);
  const auto first = tuple_items(left), second = tuple_items(right);
  if (first && second) return order(*first, *second, walk);
  const Sequence* p = left.sequence();
  const Sequence* q = right.sequence();
  if (p && q && is_list(*p) && is_list(*q)) {
    if (!p->is_ordered() || !q->is_ordered()) return std::nullopt;
    return order(p->items, q->items, walk);
  }
  if (p && q && acts_as_set(*p) && acts_as_set(*q)) return std::nullopt;
  if (const auto objects = order_objects(left, right, walk)) return objects;
  const bool own = has_own_order(left) || has_own_order(right);
  if (is_plain(left) && is_plain(right) && !own) fail("TypeError");
  return std::nullopt;
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

// Uses an iterator up to the item that is looked for.
Ternary take_until(Sequence& iterator, const Value& item) {
  while (iterator.position < iterator.items.size()) {
    const Ternary same = equal(iterator.items[iterator.position++], item);
    if (same != Ternary::no) return same;
  }
  return Ternary::no;
}

// `Color.RED in Color`; whether a plain value is a member differs between versions of Python.
Ternary is_member(const ClassObject& type, const Value& item) {
  const bool known = type.kind == ClassObject::Kind::enumeration && enum_member(item);
  return known ? ternary(class_object(item) == &type) : Ternary::unknown;
}

Ternary contains(const Value& given_container, const Value& given_item) {
  const Value& container = plain_value(given_container);
  const Value& item = plain_value(given_item);
  const auto* shared = container.as<std::shared_ptr<Sequence>>();
  if (shared && (*shared)->kind == Sequence::Kind::iterator) return take_until(**shared, item);
  if (const auto* type = object_as<ClassObject>(container)) return is_member(*type, item);
  if (const Sequence* sequence = container.sequence()) {
    return find_item(sequence->items, item).found;
  }
  if (const Dict* dict = container.dict()) return find_key(*dict, item).found;
  const auto* text = container.as<std::string>();
  const auto* part = item.as<std::string>();
  if (text && part) return ternary(text->find(*part) != std::string::npos);
  if (text && is_plain(item) && !class_object(item)) fail("TypeError");
  const auto* bytes = container.as<Bytes>();
  const auto* other = item.as<Bytes>();
  if (bytes && other) return ternary(bytes->data.find(other->data) != std::string::npos);
  if (const auto own = invoke_method(container, "__contains__", {{"", item}})) {
    const auto known = truth(*own);
    return known ? ternary(*known) : Ternary::unknown;
  }
  if (const auto items = tuple_items(container)) return find_item(*items, item).found;
  const bool number = as_float(container) || container.is_none();
  if (number) fail("TypeError");
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
  const auto* one = object_as<BuiltinObject>(left);
  const auto* two = object_as<BuiltinObject>(right);
  if (one && two) return ternary(one->name == two->name);
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

// By an instance's own __lt__, __le__, …
std::optional<Ternary> compared_by_method(const std::string& op, const Value& left,
                                          const Value& right) {
  const std::string name = op == "<"    ? "__lt__"
                           : op == "<=" ? "__le__"
                           : op == ">"  ? "__gt__"
                                        : "__ge__";
  const auto own = invoke_method(left, name, {{"", right}});
  if (!own) return std::nullopt;
  const auto known = truth(*own);
  return known ? ternary(*known) : Ternary::unknown;
}

Ternary ordered(const std::string& op, const Value& left, const Value& right) {
  const Sequence* a = left.sequence();
  const Sequence* b = right.sequence();
  if (a && b && acts_as_set(*a) && acts_as_set(*b)) {
    const bool strict = op == "<" || op == ">";
    if (strict && a->items.size() == b->items.size()) return Ternary::no;
    return op.starts_with('<') ? subset(*a, *b) : subset(*b, *a);
  }
  if (const auto own = compared_by_method(op, left, right)) return *own;
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

// Of one of Python's own types, all of whose operators are followed here.
bool is_builtin(const Value& value) {
  return !is_uncertain(value) && !value.external() && !value.as<std::shared_ptr<const Object>>();
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

void require_hashable(const Value& key) {
  if (key.as<std::shared_ptr<Dict>>()) fail("TypeError");
  const auto* sequence = key.as<std::shared_ptr<Sequence>>();
  if (!sequence) return;
  using Kind = Sequence::Kind;
  const Kind kind = (*sequence)->kind;
  if (kind == Kind::list || kind == Kind::set || kind == Kind::view) fail("TypeError");
  if (kind == Kind::tuple) {
    for (const Value& item : (*sequence)->items) {
      if (!item.as<std::shared_ptr<Sequence>>() && !item.as<std::shared_ptr<Dict>>()) continue;
      const auto* inner = item.sequence();
      if (!inner || !is_tuple(*inner)) require_hashable(item);
    }
  }
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
