#include <algorithm>
#include <cmath>

#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operands.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"

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

}  // namespace

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
