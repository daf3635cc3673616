#include <algorithm>
#include <array>

#include "dialect/alembic/python/builtin_functions.h"
#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"

namespace migcheck::python {

namespace {

// No migration counts further; a longer range is left unknown.
constexpr std::int64_t maximum_range = 100'000;

// An iterator over items that came in the order of `from`.
Value iterator(const BuiltinCall& call, Values items, bool unordered) {
  call.evaluator.charge(items.size() / 8);
  const Value made = call.evaluator.make_iterator(std::move(items), call.span);
  (*made.as<std::shared_ptr<Sequence>>())->unordered = unordered;
  return made;
}

Value builtin_enumerate(const BuiltinCall& call) {
  const bool unordered = is_unordered(*call.at(0, "iterable"));
  const auto items = call.items(0);
  if (!items) return call.not_iterable(0);
  if (unordered) return call.out_of_order();
  Value number = call.at(1, "start") ? *call.at(1, "start") : Value{std::int64_t{0}, call.span};
  Values pairs;
  for (const Value& item : *items) {
    pairs.push_back(call.evaluator.make_list({number, item}, call.span, Sequence::Kind::tuple));
    number = binary("+", number, {std::int64_t{1}, call.span}, call.span);
  }
  return iterator(call, std::move(pairs), false);
}

// The same iterator several times: each takes the next item.
std::optional<Values> rows_of_one_iterator(const BuiltinCall& call, std::size_t count) {
  const auto* first = call.at(0)->as<std::shared_ptr<Sequence>>();
  if (!first || (*first)->kind != Sequence::Kind::iterator || count < 2) return std::nullopt;
  for (std::size_t i = 1; i < count; ++i) {
    const auto* other = call.at(i)->as<std::shared_ptr<Sequence>>();
    if (!other || *other != *first) return std::nullopt;
  }
  const auto items = call.items(0);
  if (!items) return std::nullopt;
  Values tuples;
  for (std::size_t at = 0; at + count <= items->size(); at += count) {
    Values row(items->begin() + static_cast<std::ptrdiff_t>(at),
               items->begin() + static_cast<std::ptrdiff_t>(at + count));
    tuples.push_back(call.evaluator.make_list(std::move(row), call.span, Sequence::Kind::tuple));
  }
  return tuples;
}

Value builtin_zip(const BuiltinCall& call) {
  const std::size_t count = call.arguments.positional_count();
  if (count == 0) return iterator(call, {}, false);
  if (auto tuples = rows_of_one_iterator(call, count))
    return iterator(call, std::move(*tuples), false);
  std::vector<Values> columns;
  bool unordered = false;
  for (std::size_t i = 0; i < count; ++i) {
    unordered = unordered || is_unordered(*call.at(i));
    auto items = call.items(i);
    if (!items) return call.not_iterable(i);
    columns.push_back(std::move(*items));
  }
  if (unordered && count > 1) return call.out_of_order();
  std::size_t rows = columns[0].size();
  for (const Values& column : columns) rows = std::min(rows, column.size());
  const Value* strict = call.keyword("strict");
  const bool uneven = std::any_of(columns.begin(), columns.end(),
                                  [&](const Values& column) { return column.size() != rows; });
  if (strict && truth(*strict).value_or(false) && uneven) fail("ValueError");
  Values tuples;
  for (std::size_t row = 0; row < rows; ++row) {
    Values tuple;
    for (const Values& column : columns) tuple.push_back(column[row]);
    tuples.push_back(call.evaluator.make_list(std::move(tuple), call.span, Sequence::Kind::tuple));
  }
  return iterator(call, std::move(tuples), unordered);
}

std::string shown_range(std::int64_t begin, std::int64_t end, std::int64_t step) {
  const std::string bounds = std::to_string(begin) + ", " + std::to_string(end);
  return "range(" + bounds + (step == 1 ? ")" : ", " + std::to_string(step) + ")");
}

Value builtin_range(const BuiltinCall& call) {
  std::array<std::int64_t, 3> bounds = {0, 0, 1};
  const std::size_t count = call.arguments.positional_count();
  for (std::size_t i = 0; i < count; ++i) {
    const Value& given = plain_value(*call.at(i));
    if (given.as<double>() || given.as<std::string>() || given.is_none()) fail("TypeError");
    const auto* flag = given.as<bool>();
    const auto* number = given.as<std::int64_t>();
    if (!number && !flag) return call.unknown(reason_of(given));
    bounds[i] = number ? *number : *flag ? 1 : 0;
  }
  if (count == 1) std::swap(bounds[0], bounds[1]);
  const auto [begin, end, step] = bounds;
  if (step == 0) fail("ValueError");
  const bool small = std::abs(begin / 2) < INT32_MAX && std::abs(end / 2) < INT32_MAX &&
                     std::abs(step / 2) < INT32_MAX;
  if (!small || (end - begin) / step > maximum_range) {
    return call.unknown("is a range of too many numbers");
  }
  Values numbers;
  for (std::int64_t n = begin; step > 0 ? n < end : n > end; n += step) {
    numbers.push_back({n, call.span});
  }
  call.evaluator.charge(numbers.size() / 8);
  const Value made = call.evaluator.make_list(std::move(numbers), call.span, Sequence::Kind::range);
  (*made.as<std::shared_ptr<Sequence>>())->shown = shown_range(begin, end, step);
  return made;
}

// False where an order is not known.
bool sort_items(const BuiltinCall& call, Values& items, const Value* key, bool descending) {
  std::vector<std::pair<Value, Value>> keyed;
  for (const Value& item : items) {
    keyed.emplace_back(key && !key->is_none() ? call.call(*key, item) : item, item);
  }
  call.evaluator.charge(items.size() * 2);
  for (std::size_t i = 1; i < keyed.size(); ++i) {
    if (!order(keyed[i - 1].first, keyed[i].first)) return false;
  }
  bool known = true;
  std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) {
    const auto result = descending ? order(b.first, a.first) : order(a.first, b.first);
    known = known && result.has_value();
    return result.value_or(0) < 0;
  });
  for (std::size_t i = 0; i < items.size(); ++i) items[i] = keyed[i].second;
  return known;
}

Value builtin_sorted(const BuiltinCall& call) {
  const bool unordered = is_unordered(*call.at(0));
  auto items = call.items(0);
  if (!items) return call.not_iterable(0);
  const Value* key = call.keyword("key");
  const Value* reverse = call.keyword("reverse");
  const auto descending = reverse ? truth(*reverse) : false;
  if (!descending || !sort_items(call, *items, key, *descending)) {
    return call.unknown("depends on an order that is not known");
  }
  const Value made = call.evaluator.make_list(std::move(*items), call.span);
  // Equal keys keep the order that they came in.
  (*made.as<std::shared_ptr<Sequence>>())->unordered = unordered && key && !key->is_none();
  return made;
}

Value builtin_reversed(const BuiltinCall& call) {
  const Sequence* sequence = call.at(0)->sequence();
  if (sequence && (sequence->is_set() || sequence->kind == Sequence::Kind::iterator)) {
    fail("TypeError");
  }
  const bool unordered = is_unordered(*call.at(0));
  auto items = call.items(0);
  if (!items) return call.not_iterable(0);
  std::reverse(items->begin(), items->end());
  return iterator(call, std::move(*items), unordered);
}

Value quantified(const BuiltinCall& call, bool decides) {
  const auto items = call.items(0);
  if (!items) return call.not_iterable(0);
  const Value* obstacle = nullptr;
  for (const Value& item : *items) {
    const auto known = truth(item);
    if (known && *known == decides) return {decides, call.span};
    if (!known) obstacle = &item;
  }
  return obstacle ? call.unknown(reason_of(*obstacle)) : Value{!decides, call.span};
}

Value builtin_any(const BuiltinCall& call) { return quantified(call, true); }
Value builtin_all(const BuiltinCall& call) { return quantified(call, false); }

Value builtin_map(const BuiltinCall& call) {
  const std::size_t count = call.arguments.positional_count();
  std::vector<Values> columns;
  bool unordered = false;
  for (std::size_t i = 1; i < count; ++i) {
    unordered = unordered || is_unordered(*call.at(i));
    auto items = call.items(i);
    if (!items) return call.not_iterable(i);
    columns.push_back(std::move(*items));
  }
  std::size_t rows = columns[0].size();
  for (const Values& column : columns) rows = std::min(rows, column.size());
  Values results;
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<Argument> arguments;
    for (const Values& column : columns) arguments.push_back({"", column[row]});
    results.push_back(call.call(*call.at(0), std::move(arguments)));
  }
  return iterator(call, std::move(results), unordered);
}

Value builtin_filter(const BuiltinCall& call) {
  const bool unordered = is_unordered(*call.at(1));
  const auto items = call.items(1);
  if (!items) return call.not_iterable(1);
  Values kept;
  for (const Value& item : *items) {
    const Value result = call.at(0)->is_none() ? item : call.call(*call.at(0), item);
    const auto known = truth(result);
    if (!known) return call.unknown(reason_of(result));
    if (*known) kept.push_back(item);
  }
  return iterator(call, std::move(kept), unordered);
}

Value builtin_iter(const BuiltinCall& call) {
  if (call.at(1)) return call.unknown("is iter() with an end");
  const Sequence* sequence = call.at(0)->sequence();
  if (sequence && sequence->kind == Sequence::Kind::iterator) return *call.at(0);
  const bool unordered = is_unordered(*call.at(0));
  auto items = call.items(0);
  if (!items) return call.not_iterable(0);
  return iterator(call, std::move(*items), unordered);
}

Value builtin_next(const BuiltinCall& call) {
  const Value& from = *call.at(0);
  call.evaluator.begin(from);
  const auto* shared = from.as<std::shared_ptr<Sequence>>();
  if (!shared) {
    if (from.dict() || from.as<std::string>() || from.is_none()) fail("TypeError");
    return call.unknown(reason_of(from));
  }
  if ((*shared)->kind != Sequence::Kind::iterator) fail("TypeError");
  Sequence* iterator = call.evaluator.changeable_sequence(from);
  if (!iterator) return call.unknown((*shared)->uncertainty.reason);
  if (!iterator->is_ordered()) return call.out_of_order();
  if (iterator->position < iterator->items.size()) return iterator->items[iterator->position++];
  if (!call.at(1)) fail("StopIteration");
  return *call.at(1);
}

}  // namespace

const BuiltinTable& sequence_builtins() {
  constexpr auto any = Builtin::Arguments::any;
  static const BuiltinTable table = {
      {"all", {builtin_all, 1, 1, "", any}},
      {"any", {builtin_any, 1, 1, "", any}},
      {"enumerate", {builtin_enumerate, 1, 2, "start", any}},
      {"filter", {builtin_filter, 2, 2, "", any}},
      {"iter", {builtin_iter, 1, 2, "", any}},
      {"map", {builtin_map, 2, SIZE_MAX, "", any}},
      {"next", {builtin_next, 1, 2, "", any}},
      {"range", {builtin_range, 1, 3}},
      {"reversed", {builtin_reversed, 1, 1, "", any}},
      {"sorted", {builtin_sorted, 1, 1, "key reverse"}},
      {"zip", {builtin_zip, 0, SIZE_MAX, "strict", any}},
  };
  return table;
}

}  // namespace migcheck::python
