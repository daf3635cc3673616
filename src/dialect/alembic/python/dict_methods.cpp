#include <algorithm>

#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/methods.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"

namespace migcheck::python {

namespace {

// What .keys(), .values() and .items() give: it shows the dict as it is when it is looked at.
Value view(const MethodCall& call, const std::string& shown) {
  const Value made = call.evaluator.make_list({}, call.span, Sequence::Kind::view);
  Sequence& sequence = **made.as<std::shared_ptr<Sequence>>();
  sequence.shown = shown;
  sequence.source = *call.self.as<std::shared_ptr<Dict>>();
  refresh(sequence);
  call.evaluator.charge(sequence.items.size() / 8);
  return made;
}

Value dict_keys(const MethodCall& call) { return view(call, "dict_keys"); }
Value dict_values(const MethodCall& call) { return view(call, "dict_values"); }
Value dict_items(const MethodCall& call) { return view(call, "dict_items"); }

// The value of the key that is the first argument.
struct Found {
  Place place;
  Value value;
};

Found found_in(const MethodCall& call) {
  const Dict& dict = *call.self.dict();
  require_hashable(*call.at(0));
  call.evaluator.charge(dict.items.size() / 32);
  const Place place = find_key(dict, *call.at(0));
  if (place.found == Ternary::yes) return {place, dict.items[place.index].second};
  return {place, call.unknown(reason_of(*call.at(0)))};
}

Value dict_get(const MethodCall& call) {
  const Found found = found_in(call);
  if (found.place.found != Ternary::no) return found.value;
  return call.at(1) ? *call.at(1) : call.none();
}

Value dict_setdefault(const MethodCall& call) {
  const Found found = found_in(call);
  if (found.place.found != Ternary::no) return found.value;
  const Value value = call.at(1) ? *call.at(1) : call.none();
  if (Dict* dict = call.evaluator.changeable_dict(call.self)) {
    dict->items.emplace_back(*call.at(0), value);
  }
  return value;
}

Value dict_pop(const MethodCall& call) {
  const Found found = found_in(call);
  Dict* dict = call.evaluator.changeable_dict(call.self);
  if (found.place.found == Ternary::no) {
    if (!call.at(1)) fail("KeyError");
    return *call.at(1);
  }
  if (dict && found.place.found == Ternary::yes) {
    dict->items.erase(dict->items.begin() + static_cast<std::ptrdiff_t>(found.place.index));
  } else if (dict) {
    dict->uncertainty.reason = reason_of(*call.at(0));
  }
  return found.value;
}

Value dict_popitem(const MethodCall& call) {
  Dict* dict = call.evaluator.changeable_dict(call.self);
  if (!dict) return call.unknown("is taken from a dict that is not known");
  if (dict->items.empty()) fail("KeyError");
  const auto last = dict->items.back();
  dict->items.pop_back();
  return call.evaluator.make_list({last.first, last.second}, call.span, Sequence::Kind::tuple);
}

Value dict_update(const MethodCall& call) {
  const Value other = call_builtin(call.evaluator, "dict", call.arguments.all(), call.span);
  const Value merged = binary("|", call.self, other, call.span);
  Dict* dict = call.evaluator.changeable_dict(call.self);
  if (!dict) return call.none();
  call.evaluator.charge(dict->items.size() / 8);
  if (const Dict* items = merged.dict()) {
    dict->items = decltype(Dict::items)(items->items);
  } else {
    dict->uncertainty.reason = reason_of(other);
  }
  return call.none();
}

Value dict_clear(const MethodCall& call) {
  if (Dict* dict = call.evaluator.changeable_dict(call.self)) dict->items.clear();
  return call.none();
}

Value dict_copy(const MethodCall& call) {
  const Value made = call.evaluator.make_dict(call.self.dict()->items, call.span);
  Dict& dict = **made.as<std::shared_ptr<Dict>>();
  dict.type = call.self.dict()->type;
  dict.missing = call.self.dict()->missing;
  return made;
}

// --- collections.Counter -------------------------------------------------------------------------

Value counter_update(const MethodCall& call) {
  if (call.at(0) && call.at(0)->dict()) return call.unknown("adds up two counters");
  const auto items = call.at(0) ? call.evaluator.iterate(*call.at(0)) : Values{};
  Dict* dict = call.evaluator.changeable_dict(call.self);
  if (!dict) return call.none();
  if (!items || is_unordered(*call.at(0))) {
    dict->uncertainty.reason = "counts items that are not known";
    return call.none();
  }
  for (const Value& item : *items) {
    call.evaluator.charge(dict->items.size() / 32 + 1);
    const Place place = find_key(*dict, item);
    if (place.found == Ternary::unknown) dict->uncertainty.reason = reason_of(item);
    if (place.found == Ternary::no)
      dict->items.emplace_back(item, Value{std::int64_t{1}, call.span});
    if (place.found == Ternary::yes) {
      Value& count = dict->items[place.index].second;
      count = binary("+", count, {std::int64_t{1}, call.span}, call.span);
    }
  }
  return call.none();
}

Value counter_elements(const MethodCall& call) {
  Values elements;
  for (const auto& [item, count] : call.self.dict()->items) {
    const auto* number = count.as<std::int64_t>();
    if (!number || *number > 10'000) return call.unknown("depends on a count that is not known");
    for (std::int64_t i = 0; i < *number; ++i) elements.push_back(item);
    call.evaluator.charge(elements.size() / 8);
  }
  return call.evaluator.make_iterator(std::move(elements), call.span);
}

Value counter_most_common(const MethodCall& call) {
  auto items = call.self.dict()->items;
  const bool known = std::all_of(items.begin(), items.end(), [](const auto& item) {
    return item.second.template as<std::int64_t>() != nullptr;
  });
  if (!known) return call.unknown("depends on a count that is not known");
  std::stable_sort(items.begin(), items.end(), [](const auto& a, const auto& b) {
    return *a.second.template as<std::int64_t>() > *b.second.template as<std::int64_t>();
  });
  const std::int64_t most = call.at(0) && !call.at(0)->is_none()
                                ? std::max<std::int64_t>(call.number_at(0, "n", 0), 0)
                                : static_cast<std::int64_t>(items.size());
  if (most < static_cast<std::int64_t>(items.size())) items.resize(static_cast<std::size_t>(most));
  Values pairs;
  for (const auto& [item, count] : items) {
    pairs.push_back(call.evaluator.make_list({item, count}, call.span, Sequence::Kind::tuple));
  }
  return call.evaluator.make_list(std::move(pairs), call.span);
}

}  // namespace

void refresh(Sequence& view) {
  const Dict& dict = *view.source;
  if (!dict.uncertainty.reason.empty()) {
    view.uncertainty.reason = dict.uncertainty.reason;
    return;
  }
  view.items.clear();
  for (const auto& [key, value] : dict.items) {
    if (view.shown == "dict_keys") view.items.push_back(key);
    if (view.shown == "dict_values") view.items.push_back(value);
    if (view.shown != "dict_items") continue;
    auto pair = std::make_shared<Sequence>();
    pair->kind = Sequence::Kind::tuple;
    pair->items = {key, value};
    view.items.push_back({std::move(pair), key.span});
  }
}

const MethodTable& dict_methods() {
  static const MethodTable table = {
      {"clear", {dict_clear}},
      {"copy", {dict_copy}},
      {"get", {dict_get, 1, 2}},
      {"items", {dict_items}},
      {"keys", {dict_keys}},
      {"pop", {dict_pop, 1, 2}},
      {"popitem", {dict_popitem}},
      {"setdefault", {dict_setdefault, 1, 2}},
      {"update", {dict_update, 0, 1, "**"}},
      {"values", {dict_values}},
  };
  return table;
}

const MethodTable& counter_methods() {
  static const MethodTable table = {
      {"elements", {counter_elements}},
      {"most_common", {counter_most_common, 0, 1, "n"}},
      {"update", {counter_update, 0, 1}},
  };
  return table;
}

}  // namespace migcheck::python
