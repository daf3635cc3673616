#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/methods.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"

namespace migcheck::python {

namespace {

Value as_set(const MethodCall& call, const Value& items) {
  return call_builtin(call.evaluator, "set", {{"", items}}, call.span);
}

// The set combined with each of the arguments.
Value combined(const MethodCall& call, const std::string& op) {
  Value result = call.self;
  for (const Argument& argument : call.arguments.all()) {
    const Value other = as_set(call, argument.value);
    const Sequence* items = other.sequence();
    call.evaluator.charge(items ? items->items.size() / 8 : 0);
    result = binary(op, result, other, call.span);
  }
  const Sequence* set = result.sequence();
  return set ? call.evaluator.make_list(set->items, call.span, call.self.sequence()->kind) : result;
}

Value changed(const MethodCall& call, const std::string& op) {
  const Value result = combined(call, op);
  Sequence* set = call.evaluator.changeable_sequence(call.self);
  if (!set) return call.none();
  if (const Sequence* items = result.sequence()) {
    set->items = Values(items->items);
  } else {
    set->uncertainty.reason = reason_of(result);
  }
  return call.none();
}

Value set_add(const MethodCall& call) {
  require_hashable(*call.at(0));
  Sequence* set = call.evaluator.changeable_sequence(call.self);
  if (!set) return call.none();
  call.evaluator.charge(set->items.size() / 16);
  if (find_item(set->items, *call.at(0)).found != Ternary::yes) set->items.push_back(*call.at(0));
  return call.none();
}

enum class Missing { fails, nothing };

Value removed(const MethodCall& call, Missing missing) {
  Sequence* set = call.evaluator.changeable_sequence(call.self);
  if (!set) return call.none();
  call.evaluator.charge(set->items.size() / 16);
  const Place found = find_item(set->items, *call.at(0));
  if (found.found == Ternary::no && missing == Missing::fails) fail("KeyError");
  if (found.found == Ternary::yes) {
    set->items.erase(set->items.begin() + static_cast<std::ptrdiff_t>(found.index));
  } else if (found.found == Ternary::unknown) {
    set->uncertainty.reason = reason_of(*call.at(0));
  }
  return call.none();
}

Value set_remove(const MethodCall& call) { return removed(call, Missing::fails); }
Value set_discard(const MethodCall& call) { return removed(call, Missing::nothing); }

Value set_pop(const MethodCall& call) {
  Sequence* set = call.evaluator.changeable_sequence(call.self);
  if (!set) return call.unknown("is taken from a set that is not known");
  if (set->items.empty()) fail("KeyError");
  if (set->items.size() > 1) {
    set->uncertainty.reason = "depends on the order of a set";
    return call.unknown(set->uncertainty.reason);
  }
  const Value item = set->items[0];
  set->items.clear();
  return item;
}

Value set_clear(const MethodCall& call) {
  if (Sequence* set = call.evaluator.changeable_sequence(call.self)) set->items.clear();
  return call.none();
}

Value set_copy(const MethodCall& call) {
  return call.evaluator.make_list(call.self.sequence()->items, call.span,
                                  call.self.sequence()->kind);
}

Value set_union(const MethodCall& call) { return combined(call, "|"); }
Value set_difference(const MethodCall& call) { return combined(call, "-"); }
Value set_intersection(const MethodCall& call) { return combined(call, "&"); }
Value set_symmetric_difference(const MethodCall& call) { return combined(call, "^"); }
Value set_update(const MethodCall& call) { return changed(call, "|"); }
Value set_difference_update(const MethodCall& call) { return changed(call, "-"); }
Value set_intersection_update(const MethodCall& call) { return changed(call, "&"); }
Value set_symmetric_difference_update(const MethodCall& call) { return changed(call, "^"); }

Value set_issubset(const MethodCall& call) {
  return compare("<=", call.self, as_set(call, *call.at(0)), call.span);
}

Value set_issuperset(const MethodCall& call) {
  return compare(">=", call.self, as_set(call, *call.at(0)), call.span);
}

Value set_isdisjoint(const MethodCall& call) {
  const Value common = combined(call, "&");
  const auto any = truth(common);
  return any ? Value{!*any, call.span} : call.unknown(reason_of(common));
}

}  // namespace

const MethodTable& frozenset_methods() {
  static const MethodTable table = {
      {"copy", {set_copy}},
      {"difference", {set_difference, 0, any_number}},
      {"intersection", {set_intersection, 0, any_number}},
      {"isdisjoint", {set_isdisjoint, 1, 1}},
      {"issubset", {set_issubset, 1, 1}},
      {"issuperset", {set_issuperset, 1, 1}},
      {"symmetric_difference", {set_symmetric_difference, 1, 1}},
      {"union", {set_union, 0, any_number}},
  };
  return table;
}

const MethodTable& set_methods() {
  static const MethodTable table = [] {
    MethodTable all = frozenset_methods();
    all.insert({
        {"add", {set_add, 1, 1}},
        {"clear", {set_clear}},
        {"difference_update", {set_difference_update, 0, any_number}},
        {"discard", {set_discard, 1, 1}},
        {"intersection_update", {set_intersection_update, 0, any_number}},
        {"pop", {set_pop}},
        {"remove", {set_remove, 1, 1}},
        {"symmetric_difference_update", {set_symmetric_difference_update, 1, 1}},
        {"update", {set_update, 0, any_number}},
    });
    return all;
  }();
  return table;
}

}  // namespace migcheck::python
