#include <algorithm>

#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/methods.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"

namespace migcheck::python {

namespace {

Value list_append(const MethodCall& call) {
  if (Sequence* list = call.evaluator.changeable_sequence(call.self)) {
    list->items.push_back(*call.at(0));
  }
  return call.none();
}

Value list_extend(const MethodCall& call) {
  const bool unordered = is_unordered(*call.at(0));
  const auto items = call.evaluator.iterate(*call.at(0));
  Sequence* list = call.evaluator.changeable_sequence(call.self);
  if (list && items) list->items.insert(list->items.end(), items->begin(), items->end());
  if (list && items) list->unordered = list->unordered || unordered;
  if (list && !items) list->uncertainty.reason = reason_of(*call.at(0));
  return call.none();
}

Value list_insert(const MethodCall& call) {
  Sequence* list = call.evaluator.changeable_sequence(call.self);
  const auto* number = call.arguments.as<std::int64_t>(0);
  if (!list) return call.none();
  const auto size = static_cast<std::int64_t>(list->items.size());
  if (!number) {
    list->uncertainty.reason = reason_of(*call.at(0));
    return call.none();
  }
  const std::int64_t from = std::clamp<std::int64_t>(*number, -size, size);
  const std::int64_t at = from < 0 ? from + size : from;
  call.evaluator.charge(list->items.size() / 64);
  list->items.insert(list->items.begin() + at, *call.at(1));
  return call.none();
}

Value list_pop(const MethodCall& call) {
  Sequence* list = call.evaluator.changeable_sequence(call.self);
  const auto* number = call.arguments.as<std::int64_t>(0);
  if (list && call.at(0) && !number) list->uncertainty.reason = reason_of(*call.at(0));
  if (!list || (call.at(0) && !number)) {
    return call.unknown("is taken from a list that is not known");
  }
  const bool ordered = list->is_ordered();
  const auto size = static_cast<std::int64_t>(list->items.size());
  const std::int64_t from = number ? *number : -1;
  const std::int64_t at = from < 0 ? from + size : from;
  if (at < 0 || at >= size) fail("IndexError");
  if (!ordered) {
    list->uncertainty.reason = "depends on the order of a set";
    return call.unknown(list->uncertainty.reason);
  }
  const Value item = list->items[static_cast<std::size_t>(at)];
  call.evaluator.charge(static_cast<std::size_t>(size - at) / 64);
  list->items.erase(list->items.begin() + at);
  return item;
}

Value list_remove(const MethodCall& call) {
  Sequence* list = call.evaluator.changeable_sequence(call.self);
  if (!list) return call.none();
  call.evaluator.charge(list->items.size() / 16);
  const Place found = find_item(list->items, *call.at(0));
  if (found.found == Ternary::no) fail("ValueError");
  if (found.found == Ternary::yes) {
    list->items.erase(list->items.begin() + static_cast<std::ptrdiff_t>(found.index));
  } else {
    list->uncertainty.reason = reason_of(*call.at(0));
  }
  return call.none();
}

Value list_clear(const MethodCall& call) {
  if (Sequence* list = call.evaluator.changeable_sequence(call.self)) list->items.clear();
  return call.none();
}

Value list_reverse(const MethodCall& call) {
  if (Sequence* list = call.evaluator.changeable_sequence(call.self)) {
    std::reverse(list->items.begin(), list->items.end());
  }
  return call.none();
}

Value list_sort(const MethodCall& call) {
  Sequence* list = call.evaluator.changeable_sequence(call.self);
  if (!list) return call.none();
  std::vector<Argument> arguments = {{"", call.self}};
  for (const Argument& argument : call.arguments.all()) arguments.push_back(argument);
  const Value sorted = call_builtin(call.evaluator, "sorted", arguments, call.span);
  if (const Sequence* items = sorted.sequence()) {
    list->items = Values(items->items);
    list->unordered = false;
  } else {
    list->uncertainty.reason = reason_of(sorted);
  }
  return call.none();
}

Value list_copy(const MethodCall& call) {
  const Sequence& list = *call.self.sequence();
  Value made = call.evaluator.make_list(list.items, call.span, list.kind);
  (*made.as<std::shared_ptr<Sequence>>())->unordered = list.unordered;
  return made;
}

Value list_index(const MethodCall& call) {
  if (is_unordered(call.self)) return call.unknown("depends on the order of a set");
  Values items = tuple_items(call.self).value_or(Values{});
  if (const Sequence* sequence = call.self.sequence()) items = sequence->items;
  const auto size = static_cast<std::int64_t>(items.size());
  const auto bound = [&](std::size_t index, std::int64_t otherwise) {
    const std::int64_t number = call.number_at(index, "", otherwise);
    return std::clamp<std::int64_t>(number < 0 ? number + size : number, 0, size);
  };
  const std::int64_t begin = bound(1, 0);
  const std::int64_t end = bound(2, size);
  for (std::int64_t at = begin; at < end; ++at) {
    const Ternary same = equal(items[static_cast<std::size_t>(at)], *call.at(0));
    if (same == Ternary::yes) return {at, call.span};
    if (same == Ternary::unknown) return call.unknown(reason_of(*call.at(0)));
  }
  fail("ValueError");
}

Value list_count(const MethodCall& call) {
  std::int64_t count = 0;
  Values items = tuple_items(call.self).value_or(Values{});
  if (const Sequence* sequence = call.self.sequence()) items = sequence->items;
  for (const Value& item : items) {
    const Ternary same = equal(item, *call.at(0));
    if (same == Ternary::unknown) return call.unknown(reason_of(*call.at(0)));
    count += same == Ternary::yes ? 1 : 0;
  }
  return {count, call.span};
}

}  // namespace

const MethodTable& list_methods() {
  static const MethodTable table = {
      {"append", {list_append, 1, 1}},
      {"clear", {list_clear}},
      {"copy", {list_copy}},
      {"count", {list_count, 1, 1}},
      {"extend", {list_extend, 1, 1}},
      {"index", {list_index, 1, 3}},
      {"insert", {list_insert, 2, 2}},
      {"pop", {list_pop, 0, 1}},
      {"remove", {list_remove, 1, 1}},
      {"reverse", {list_reverse}},
      {"sort", {list_sort, 0, 0, "key reverse"}},
  };
  return table;
}

const MethodTable& tuple_methods() {
  static const MethodTable table = {
      {"count", {list_count, 1, 1}},
      {"index", {list_index, 1, 3}},
  };
  return table;
}

}  // namespace migcheck::python
