#include "dialect/alembic/python/builtins.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <unordered_map>

#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

// No migration counts further; a longer range is left unknown.
constexpr std::int64_t maximum_range = 100'000;

struct Context {
  Evaluator& evaluator;
  CallArguments arguments;
  Span span;

  Value unknown(std::string reason) const { return make_unknown(std::move(reason), span); }
  Value none() const { return {None{}, span}; }
  const Value* at(std::size_t index, std::string_view keyword = {}) const {
    return arguments.find(index, keyword);
  }
  Value call(const Value& function, const Value& argument) const {
    return evaluator.call(function, {{"", argument}}, span);
  }
  // The items of the argument, or nothing.
  std::optional<Values> items(std::size_t index) const {
    const Value* value = at(index);
    return value ? evaluator.iterate(*value) : Values{};
  }
  // What the items of an argument that cannot be iterated are.
  Value not_iterable(std::size_t index) const {
    return unknown(at(index) ? reason_of(*at(index)) : "is missing among the arguments");
  }
};

using Function = Value (*)(const Context&);

Value from_size(std::size_t size, Span span) { return {static_cast<std::int64_t>(size), span}; }

Value builtin_len(const Context& call) {
  const Value* value = call.at(0);
  if (!value) return call.unknown("is missing among the arguments");
  if (const auto* text = value->as<std::string>()) return from_size(length(*text), call.span);
  if (const auto* bytes = value->as<Bytes>()) return from_size(bytes->data.size(), call.span);
  const auto items = call.items(0);
  return items ? from_size(items->size(), call.span) : call.not_iterable(0);
}

Value builtin_str(const Context& call) {
  if (!call.at(0)) return {std::string(), call.span};
  if (const auto* bytes = call.at(0)->as<Bytes>(); bytes && call.at(1, "encoding")) {
    return {bytes->data, call.span};
  }
  return call.evaluator.text_of(*call.at(0), call.span);
}

Value builtin_repr(const Context& call) {
  const Rendered shown = call.at(0) ? repr(*call.at(0)) : Rendered{std::nullopt, "is missing"};
  if (shown.text) call.evaluator.charge(shown.text->size() / 64);
  return shown.text ? Value{*shown.text, call.span} : call.unknown(shown.reason);
}

Value builtin_int(const Context& call) {
  const Value* value = call.at(0);
  if (!value) return {std::int64_t{0}, call.span};
  if (value->as<std::int64_t>()) return *value;
  if (const auto* flag = value->as<bool>()) return {std::int64_t{*flag}, call.span};
  if (const auto* number = value->as<double>(); number && std::fabs(*number) < 9e18) {
    return {static_cast<std::int64_t>(*number), call.span};
  }
  const auto* text = value->as<std::string>();
  const auto* base = call.arguments.as<std::int64_t>(1, "base");
  if (!text || (base && (*base < 2 || *base > 36))) return call.unknown(reason_of(*value));
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number,
                                            base ? static_cast<int>(*base) : 10);
  const bool whole = error == std::errc{} && end == text->data() + text->size();
  return whole ? Value{number, call.span} : call.unknown("is text that is not a number");
}

Value builtin_float(const Context& call) {
  const Value* value = call.at(0);
  if (!value) return {0.0, call.span};
  if (const auto* number = value->as<std::int64_t>()) {
    return {static_cast<double>(*number), call.span};
  }
  if (value->as<double>()) return *value;
  const auto* text = value->as<std::string>();
  double number = 0;
  if (!text) return call.unknown(reason_of(*value));
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  const bool whole = error == std::errc{} && end == text->data() + text->size();
  return whole ? Value{number, call.span} : call.unknown("is text that is not a number");
}

Value builtin_bool(const Context& call) {
  if (!call.at(0)) return {false, call.span};
  const auto known = truth(*call.at(0));
  return known ? Value{*known, call.span} : call.unknown(reason_of(*call.at(0)));
}

Value container(const Context& call, Sequence::Kind kind) {
  auto items = call.items(0);
  if (!items) return call.not_iterable(0);
  return call.evaluator.make_list(std::move(*items), call.span, kind);
}

Value builtin_list(const Context& call) { return container(call, Sequence::Kind::list); }

Value builtin_tuple(const Context& call) { return container(call, Sequence::Kind::tuple); }

Value builtin_set(const Context& call) {
  auto items = call.items(0);
  return items ? distinct(call.evaluator, std::move(*items), call.span) : call.not_iterable(0);
}

Value builtin_dict(const Context& call) {
  const Value made = call.evaluator.make_dict({}, call.span);
  DictBuilder builder(call.evaluator, **made.as<std::shared_ptr<Dict>>());
  const Value* from = call.at(0);
  if (const Dict* dict = from ? from->dict() : nullptr) {
    for (const auto& [key, value] : dict->items) builder.add(key, value);
  } else if (from) {
    const auto items = call.items(0);
    if (!items) return call.not_iterable(0);
    for (const Value& item : *items) {
      const Sequence* pair = item.sequence();
      if (!pair || pair->items.size() != 2) return call.unknown(reason_of(item));
      builder.add(pair->items[0], pair->items[1]);
    }
  }
  for (const Argument& argument : call.arguments.all()) {
    if (!argument.keyword.empty()) builder.add({argument.keyword, call.span}, argument.value);
  }
  return made;
}

Value dict_fromkeys(const Context& call) {
  const auto items = call.items(0);
  if (!items) return call.not_iterable(0);
  const Value made = call.evaluator.make_dict({}, call.span);
  DictBuilder builder(call.evaluator, **made.as<std::shared_ptr<Dict>>());
  for (const Value& item : *items) builder.add(item, call.at(1) ? *call.at(1) : call.none());
  return made;
}

Value builtin_enumerate(const Context& call) {
  const auto items = call.items(0);
  if (!items) return call.not_iterable(0);
  const auto* start = call.arguments.as<std::int64_t>(1, "start");
  std::int64_t number = start && *start < INT32_MAX ? *start : 0;
  Values pairs;
  for (const Value& item : *items) {
    pairs.push_back(
        call.evaluator.make_list({{number++, call.span}, item}, call.span, Sequence::Kind::tuple));
  }
  return call.evaluator.make_list(std::move(pairs), call.span);
}

Value builtin_zip(const Context& call) {
  std::vector<Values> columns;
  for (std::size_t i = 0; i < call.arguments.positional_count(); ++i) {
    auto items = call.items(i);
    if (!items) return call.not_iterable(i);
    columns.push_back(std::move(*items));
  }
  std::size_t rows = columns.empty() ? 0 : columns[0].size();
  for (const Values& column : columns) rows = std::min(rows, column.size());
  Values tuples;
  for (std::size_t row = 0; row < rows; ++row) {
    Values tuple;
    for (const Values& column : columns) tuple.push_back(column[row]);
    tuples.push_back(call.evaluator.make_list(std::move(tuple), call.span, Sequence::Kind::tuple));
  }
  return call.evaluator.make_list(std::move(tuples), call.span);
}

Value builtin_range(const Context& call) {
  std::array<std::int64_t, 3> bounds = {0, 0, 1};
  const std::size_t count = call.arguments.positional_count();
  for (std::size_t i = 0; i < count && i < bounds.size(); ++i) {
    const auto* number = call.arguments.as<std::int64_t>(i);
    if (!number) return call.unknown(reason_of(*call.at(i)));
    bounds[i] = *number;
  }
  if (count == 1) std::swap(bounds[0], bounds[1]);
  const auto [begin, end, step] = bounds;
  const bool small = std::abs(begin / 2) < INT32_MAX && std::abs(end / 2) < INT32_MAX &&
                     std::abs(step / 2) < INT32_MAX;
  if (count == 0 || step == 0 || !small || (end - begin) / step > maximum_range) {
    return call.unknown("is a range of too many numbers");
  }
  Values numbers;
  for (std::int64_t n = begin; step > 0 ? n < end : n > end; n += step) {
    numbers.push_back({n, call.span});
  }
  call.evaluator.charge(numbers.size() / 8);
  return call.evaluator.make_list(std::move(numbers), call.span);
}

// Sorts by insertion of known keys; false where an order is not known.
bool sort_items(const Context& call, Values& items, const Value* key, bool descending) {
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

bool is_descending(const Context& call) {
  const Value* reverse = call.arguments.find(SIZE_MAX, "reverse");
  return reverse && truth(*reverse).value_or(false);
}

Value builtin_sorted(const Context& call) {
  auto items = call.items(0);
  if (!items) return call.not_iterable(0);
  const Value* key = call.arguments.find(SIZE_MAX, "key");
  if (!sort_items(call, *items, key, is_descending(call))) {
    return call.unknown("depends on an order that is not known");
  }
  return call.evaluator.make_list(std::move(*items), call.span);
}

Value builtin_reversed(const Context& call) {
  auto items = call.items(0);
  if (!items) return call.not_iterable(0);
  std::reverse(items->begin(), items->end());
  return call.evaluator.make_list(std::move(*items), call.span);
}

Value extreme(const Context& call, int wanted) {
  std::optional<Values> items = call.items(0);
  if (call.arguments.positional_count() > 1) {
    items = Values{};
    for (std::size_t i = 0; i < call.arguments.positional_count(); ++i) {
      items->push_back(*call.at(i));
    }
  }
  if (!items) return call.not_iterable(0);
  if (items->empty()) {
    const Value* otherwise = call.arguments.find(SIZE_MAX, "default");
    return otherwise ? *otherwise : call.unknown("is taken from nothing");
  }
  const Value* key = call.arguments.find(SIZE_MAX, "key");
  Value best = items->front();
  Value best_key = key ? call.call(*key, best) : best;
  for (const Value& item : *items) {
    const Value item_key = key ? call.call(*key, item) : item;
    const auto compared = order(item_key, best_key);
    if (!compared) return call.unknown("depends on an order that is not known");
    if (*compared == wanted) {
      best = item;
      best_key = item_key;
    }
  }
  return best;
}

Value builtin_min(const Context& call) { return extreme(call, -1); }

Value builtin_max(const Context& call) { return extreme(call, 1); }

Value builtin_sum(const Context& call) {
  const auto items = call.items(0);
  if (!items) return call.not_iterable(0);
  Value total = call.at(1, "start") ? *call.at(1, "start") : Value{std::int64_t{0}, call.span};
  for (const Value& item : *items) total = binary("+", total, item, call.span);
  return total;
}

Value quantified(const Context& call, bool decides) {
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

Value builtin_any(const Context& call) { return quantified(call, true); }

Value builtin_all(const Context& call) { return quantified(call, false); }

Value builtin_map(const Context& call) {
  const auto items = call.items(1);
  if (!items) return call.not_iterable(1);
  Values results;
  for (const Value& item : *items) results.push_back(call.call(*call.at(0), item));
  return call.evaluator.make_list(std::move(results), call.span);
}

Value builtin_filter(const Context& call) {
  const auto items = call.items(1);
  if (!items) return call.not_iterable(1);
  Values kept;
  for (const Value& item : *items) {
    const Value result = call.at(0)->is_none() ? item : call.call(*call.at(0), item);
    const auto known = truth(result);
    if (!known) return call.unknown(reason_of(result));
    if (*known) kept.push_back(item);
  }
  return call.evaluator.make_list(std::move(kept), call.span);
}

// Whether the value is an instance of the type that a name stands for; unknown for other types.
Ternary is_instance(const Value& value, const Value& type) {
  if (value.is_unknown() || value.external() || type.is_unknown() || type.external()) {
    return Ternary::unknown;
  }
  if (const Sequence* types = type.sequence()) {
    Ternary result = Ternary::no;
    for (const Value& each : types->items) {
      const Ternary one = is_instance(value, each);
      if (one == Ternary::yes) return one;
      if (one == Ternary::unknown) result = one;
    }
    return result;
  }
  if (const auto* wanted = object_as<ClassObject>(type)) {
    const auto* instance = object_as<InstanceObject>(value);
    const ClassObject* own = instance ? class_of(*instance) : nullptr;
    if (!own) return Ternary::no;
    return own == wanted ? Ternary::yes : own->bases.empty() ? Ternary::no : Ternary::unknown;
  }
  const auto* builtin = object_as<BuiltinObject>(type);
  if (!builtin) return Ternary::unknown;
  const Sequence* sequence = value.sequence();
  const std::string& name = builtin->name;
  if (name == "str") return ternary(value.as<std::string>() != nullptr);
  if (name == "bool") return ternary(value.as<bool>() != nullptr);
  if (name == "int") return ternary(value.as<std::int64_t>() || value.as<bool>());
  if (name == "float") return ternary(value.as<double>() != nullptr);
  if (name == "bytes") return ternary(value.as<Bytes>() != nullptr);
  if (name == "dict") return ternary(value.dict() != nullptr);
  if (name == "list") return ternary(sequence && sequence->kind == Sequence::Kind::list);
  if (name == "tuple") return ternary(sequence && sequence->kind == Sequence::Kind::tuple);
  if (name == "set") return ternary(sequence && sequence->kind == Sequence::Kind::set);
  return Ternary::unknown;
}

Value builtin_isinstance(const Context& call) {
  if (!call.at(0) || !call.at(1)) return call.unknown("is missing among the arguments");
  const Ternary result = is_instance(*call.at(0), *call.at(1));
  if (result == Ternary::unknown) {
    const bool unclear = call.at(0)->is_unknown() || call.at(0)->external();
    return call.unknown(reason_of(unclear ? *call.at(0) : *call.at(1)));
  }
  return {result == Ternary::yes, call.span};
}

bool has_attribute(const Value& object, const std::string& name) {
  if (const auto* instance = object_as<InstanceObject>(object)) {
    if (instance->attributes->find(name)) return true;
  }
  const ClassObject* type = class_object(object);
  return (type && find_in_class(*type, name)) || has_method(object, name);
}

Value builtin_getattr(const Context& call) {
  const auto* name = call.arguments.as<std::string>(1);
  if (!call.at(0) || !name) return call.unknown("depends on the name of an attribute");
  const bool own = !call.at(0)->is_unknown() && !call.at(0)->external();
  if (own && call.at(2) && !has_attribute(*call.at(0), *name)) return *call.at(2);
  return call.evaluator.attribute(*call.at(0), *name, call.span);
}

Value builtin_hasattr(const Context& call) {
  const auto* name = call.arguments.as<std::string>(1);
  const bool own = call.at(0) && !call.at(0)->is_unknown() && !call.at(0)->external();
  if (!own || !name) {
    return call.unknown(call.at(0) ? reason_of(*call.at(0)) : "is missing among the arguments");
  }
  return {has_attribute(*call.at(0), *name), call.span};
}

Value builtin_print(const Context& call) { return call.none(); }

Value builtin_first(const Context& call) { return call.at(0) ? *call.at(0) : call.none(); }

Value builtin_next(const Context& call) {
  const auto items = call.items(0);
  if (!items) return call.not_iterable(0);
  if (!items->empty()) return items->front();
  return call.at(1) ? *call.at(1) : call.unknown("is taken from nothing");
}

Value builtin_abs(const Context& call) {
  const Value zero{std::int64_t{0}, call.span};
  if (!call.at(0)) return call.unknown("is missing among the arguments");
  const auto sign = order(*call.at(0), zero);
  if (!sign) return call.unknown(reason_of(*call.at(0)));
  return *sign < 0 ? unary("-", *call.at(0), call.span) : *call.at(0);
}

Value builtin_ord(const Context& call) {
  const auto* text = call.arguments.as<std::string>(0);
  if (!text || text->size() != 1) return call.unknown("is the number of a character");
  return {static_cast<std::int64_t>(text->front()), call.span};
}

Value builtin_chr(const Context& call) {
  const auto* number = call.arguments.as<std::int64_t>(0);
  if (!number || *number < 0 || *number > 127) return call.unknown("is a character by its number");
  return {std::string(1, static_cast<char>(*number)), call.span};
}

Value builtin_format(const Context& call) {
  const auto* spec = call.arguments.as<std::string>(1);
  if (!call.at(0)) return call.unknown("is missing among the arguments");
  const Rendered shown = format_value(*call.at(0), spec ? *spec : "");
  return shown.text ? Value{*shown.text, call.span} : call.unknown(shown.reason);
}

Value builtin_callable(const Context& call) {
  const bool known = call.at(0) && !call.at(0)->is_unknown() && !call.at(0)->external();
  if (!known) return call.unknown("depends on whether something can be called");
  const bool can = object_as<FunctionObject>(*call.at(0)) || object_as<MethodObject>(*call.at(0)) ||
                   object_as<BuiltinObject>(*call.at(0)) || object_as<ClassObject>(*call.at(0));
  return {can, call.span};
}

Value builtin_open(const Context& call) { return call.unknown("reads a file"); }

Value builtin_type(const Context& call) {
  const auto* instance = call.at(0) ? object_as<InstanceObject>(*call.at(0)) : nullptr;
  return instance ? Value{instance->type, call.span} : call.unknown("depends on a type");
}

const std::unordered_map<std::string_view, Function>& table() {
  static const std::unordered_map<std::string_view, Function> functions = {
      {"abs", builtin_abs},
      {"all", builtin_all},
      {"any", builtin_any},
      {"bool", builtin_bool},
      {"callable", builtin_callable},
      {"chr", builtin_chr},
      {"dict", builtin_dict},
      {"dict.fromkeys", dict_fromkeys},
      {"enumerate", builtin_enumerate},
      {"filter", builtin_filter},
      {"float", builtin_float},
      {"format", builtin_format},
      {"frozenset", builtin_set},
      {"getattr", builtin_getattr},
      {"hasattr", builtin_hasattr},
      {"int", builtin_int},
      {"isinstance", builtin_isinstance},
      {"iter", builtin_first},
      {"len", builtin_len},
      {"list", builtin_list},
      {"map", builtin_map},
      {"max", builtin_max},
      {"min", builtin_min},
      {"next", builtin_next},
      {"open", builtin_open},
      {"ord", builtin_ord},
      {"print", builtin_print},
      {"range", builtin_range},
      {"repr", builtin_repr},
      {"reversed", builtin_reversed},
      {"set", builtin_set},
      {"sorted", builtin_sorted},
      {"str", builtin_str},
      {"sum", builtin_sum},
      {"tuple", builtin_tuple},
      {"type", builtin_type},
      {"zip", builtin_zip},
  };
  return functions;
}

// Names that are no functions here, but are known: decorators and bases.
constexpr auto other_names =
    std::to_array<std::string_view>({"bytes", "classmethod", "object", "property", "staticmethod"});

constexpr auto exceptions = std::to_array<std::string_view>({"ArithmeticError",
                                                             "AssertionError",
                                                             "AttributeError",
                                                             "BaseException",
                                                             "EOFError",
                                                             "EnvironmentError",
                                                             "Exception",
                                                             "FileNotFoundError",
                                                             "ImportError",
                                                             "IndexError",
                                                             "IOError",
                                                             "KeyError",
                                                             "KeyboardInterrupt",
                                                             "LookupError",
                                                             "ModuleNotFoundError",
                                                             "NameError",
                                                             "NotImplementedError",
                                                             "OSError",
                                                             "OverflowError",
                                                             "PermissionError",
                                                             "RuntimeError",
                                                             "StopIteration",
                                                             "SyntaxError",
                                                             "SystemExit",
                                                             "TimeoutError",
                                                             "TypeError",
                                                             "UnicodeDecodeError",
                                                             "UserWarning",
                                                             "ValueError",
                                                             "Warning",
                                                             "ZeroDivisionError",
                                                             "DeprecationWarning",
                                                             "NotImplemented",
                                                             "input",
                                                             "exit",
                                                             "quit"});

// Those that need no argument to be known.
bool takes_unknown(std::string_view name) {
  static constexpr auto names = std::to_array<std::string_view>(
      {"all", "any", "callable", "dict", "dict.fromkeys", "enumerate", "filter", "getattr",
       "hasattr", "isinstance", "iter", "list", "map", "next", "print", "reversed", "tuple", "type",
       "zip"});
  return std::find(names.begin(), names.end(), name) != names.end();
}

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::optional<Value> find_builtin(Evaluator& evaluator, std::string_view name, Span span) {
  if (table().contains(name) || contains(other_names, name)) {
    return evaluator.make_object({BuiltinObject{std::string(name)}}, span);
  }
  if (!contains(exceptions, name)) return std::nullopt;
  External external;
  external.path = "builtins." + std::string(name);
  external.span = span;
  return make_external(std::move(external));
}

Value call_builtin(Evaluator& evaluator, const std::string& name,
                   const std::vector<Argument>& arguments, Span span) {
  const Context call{evaluator, CallArguments(arguments), span};
  if (name.starts_with("unbound.") && !arguments.empty()) {
    return call_method(evaluator, arguments[0].value, name.substr(8),
                       {arguments.begin() + 1, arguments.end()}, span);
  }
  const auto found = table().find(name);
  if (found == table().end()) return call.unknown("depends on " + name + "()");
  const std::string obstacle = takes_unknown(name) ? "" : call.arguments.obstacle();
  for (const Argument& argument : arguments) {
    if (argument.keyword == "*" || argument.keyword == "**") {
      return call.unknown(reason_of(argument.value));
    }
  }
  return obstacle.empty() ? found->second(call) : call.unknown(obstacle);
}

bool is_same(const Value& left, const Value& right) {
  if (left.data.index() != right.data.index()) return false;
  if (left.external()) return left.external() == right.external();
  if (const auto* list = left.as<std::shared_ptr<Sequence>>()) {
    if (*list == *right.as<std::shared_ptr<Sequence>>()) return true;
  }
  if (const auto* dict = left.as<std::shared_ptr<Dict>>()) {
    if (*dict == *right.as<std::shared_ptr<Dict>>()) return true;
  }
  return equal(left, right) == Ternary::yes;
}

Value distinct(Evaluator& evaluator, Values items, Span span) {
  Values kept;
  std::unordered_set<std::string> texts;
  for (const Value& item : items) {
    const auto* text = item.as<std::string>();
    if (text && texts.size() == kept.size()) {
      if (texts.insert(*text).second) kept.push_back(item);
      continue;
    }
    evaluator.charge(kept.size() / 8);
    if (find_item(kept, item).found != Ternary::yes) kept.push_back(item);
  }
  return evaluator.make_list(std::move(kept), span, Sequence::Kind::set);
}

void DictBuilder::add(const Value& key, const Value& value) {
  const auto* text = key.as<std::string>();
  if (text && only_texts_ && texts_.insert(*text).second) {
    dict_.items.emplace_back(key, value);
    return;
  }
  only_texts_ = only_texts_ && text;
  evaluator_.charge(dict_.items.size() / 8);
  const Place place = find_key(dict_, key);
  if (place.found == Ternary::unknown) {
    dict_.uncertainty.reason = reason_of(key);
  } else if (place.found == Ternary::yes) {
    dict_.items[place.index].second = value;
  } else {
    dict_.items.emplace_back(key, value);
  }
}

}  // namespace migcheck::python
