#include "core/text.h"
#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/standard_tables.h"

namespace migcheck::python {

namespace {

std::optional<Value> dict_of_type(const StandardCall& call, std::vector<Argument> arguments,
                                  const std::string& type) {
  const Value made = call_builtin(call.evaluator, "dict", arguments, call.span);
  if (made.dict()) (*made.as<std::shared_ptr<Dict>>())->type = type;
  return made;
}

std::optional<Value> ordered_dict(const StandardCall& call) {
  return dict_of_type(call, call.arguments.all(), "OrderedDict");
}

std::optional<Value> default_dict(const StandardCall& call) {
  std::vector<Argument> arguments = call.arguments.all();
  std::shared_ptr<Value> missing;
  if (!arguments.empty() && arguments[0].keyword.empty()) {
    if (!arguments[0].value.is_none()) missing = std::make_shared<Value>(arguments[0].value);
    arguments.erase(arguments.begin());
  }
  const auto made = dict_of_type(call, arguments, "defaultdict");
  if (made->dict()) (*made->as<std::shared_ptr<Dict>>())->missing = missing;
  return made;
}

std::optional<Value> counter(const StandardCall& call) {
  const Value* from = call.arguments.find(0);
  if (!from || from->dict()) return dict_of_type(call, call.arguments.all(), "Counter");
  const auto made = dict_of_type(call, {}, "Counter");
  call_method(call.evaluator, *made, "update", {{"", *from}}, call.span);
  return made;
}

std::optional<Value> named_tuple(const StandardCall& call) {
  const auto* name = call.arguments.as<std::string>(0, "typename");
  const Value* fields = call.arguments.find(1, "field_names");
  if (!name || !fields) return std::nullopt;
  ClassObject made;
  made.kind = ClassObject::Kind::named_tuple;
  made.name = *name;
  if (const auto* text = fields->as<std::string>()) {
    const std::string names = replace_all(*text, ",", " ");
    for (const std::string_view field : split(names, ' ')) {
      if (!field.empty()) made.members->emplace_back(field);
    }
  } else {
    const auto items = call.evaluator.iterate(*fields);
    if (!items) return std::nullopt;
    for (const Value& item : *items) {
      if (const auto* field = item.as<std::string>()) made.members->push_back(*field);
    }
  }
  made.qualified = made.name;
  if (call.arguments.find(SIZE_MAX, "rename")) return std::nullopt;
  if (const Value* given = call.arguments.find(SIZE_MAX, "defaults")) {
    const auto defaults = call.evaluator.iterate(*given);
    if (!defaults || defaults->size() > made.members->size()) return std::nullopt;
    const std::size_t first = made.members->size() - defaults->size();
    for (std::size_t i = 0; i < defaults->size(); ++i) {
      made.attributes->set(made.members->at(first + i), (*defaults)[i]);
    }
  }
  return call.evaluator.make_object({std::move(made)}, call.span);
}

std::optional<Value> chain(const StandardCall& call) {
  Values all;
  for (const Argument& argument : call.arguments.all()) {
    if (is_unordered(argument.value)) return call.unknown("depends on the order of a set");
    const auto items = call.evaluator.iterate(argument.value);
    if (!items) return call.unknown(reason_of(argument.value));
    all.insert(all.end(), items->begin(), items->end());
  }
  return call.evaluator.make_iterator(std::move(all), call.span);
}

std::optional<Value> chain_from_iterable(const StandardCall& call) {
  const Value* given = call.arguments.find(0);
  const auto rows = given ? call.evaluator.iterate(*given) : std::nullopt;
  if (!rows) return std::nullopt;
  std::vector<Argument> arguments;
  for (const Value& row : *rows) arguments.push_back({"", row});
  return chain({call.evaluator, CallArguments(arguments), call.span});
}

std::optional<Value> product(const StandardCall& call) {
  constexpr std::size_t maximum = 100'000;
  std::vector<Values> rows = {{}};
  for (const Argument& argument : call.arguments.all()) {
    if (!argument.keyword.empty()) return call.unknown("is a product with itself");
    if (is_unordered(argument.value)) return call.unknown("depends on the order of a set");
    const auto items = call.evaluator.iterate(argument.value);
    if (!items) return call.unknown(reason_of(argument.value));
    if (rows.size() * items->size() > maximum) return call.unknown("is a product of too many");
    std::vector<Values> longer;
    for (const Values& row : rows) {
      for (const Value& item : *items) {
        longer.push_back(row);
        longer.back().push_back(item);
      }
    }
    rows = std::move(longer);
    call.evaluator.charge(rows.size());
  }
  Values tuples;
  for (Values& row : rows) {
    tuples.push_back(call.evaluator.make_list(std::move(row), call.span, Sequence::Kind::tuple));
  }
  return call.evaluator.make_iterator(std::move(tuples), call.span);
}

enum class Copy { shallow, deep };

Value copy_of(const StandardCall& call, const Value& value, Copy copy, int depth) {
  call.evaluator.charge(1);
  if (depth > 30) return call.unknown("is nested too deeply");
  const auto inner = [&](const Value& item) {
    return copy == Copy::deep ? copy_of(call, item, copy, depth + 1) : item;
  };
  if (const Sequence* sequence = value.sequence()) {
    Values items;
    for (const Value& item : sequence->items) items.push_back(inner(item));
    const Value made = call.evaluator.make_list(std::move(items), call.span, sequence->kind);
    Sequence& same = **made.as<std::shared_ptr<Sequence>>();
    same.unordered = sequence->unordered;
    same.shown = sequence->shown;
    return made;
  }
  if (const Dict* dict = value.dict()) {
    std::vector<std::pair<Value, Value>> items;
    for (const auto& [key, item] : dict->items) items.emplace_back(key, inner(item));
    const Value made = call.evaluator.make_dict(std::move(items), call.span);
    Dict& same = **made.as<std::shared_ptr<Dict>>();
    same.type = dict->type;
    same.missing = dict->missing;
    return made;
  }
  if (object_as<InstanceObject>(value) && !enum_member(value)) {
    return call.unknown("is a copy of an object");
  }
  return value;
}

std::optional<Value> copied(const StandardCall& call) {
  const Value* value = call.arguments.find(0);
  return value ? std::optional(copy_of(call, *value, Copy::shallow, 0)) : std::nullopt;
}

std::optional<Value> copied_deeply(const StandardCall& call) {
  const Value* value = call.arguments.find(0);
  return value ? std::optional(copy_of(call, *value, Copy::deep, 0)) : std::nullopt;
}

}  // namespace

const StandardTable& standard_collections() {
  static const StandardTable table = {
      {"collections.Counter", counter},
      {"collections.OrderedDict", ordered_dict},
      {"collections.defaultdict", default_dict},
      {"collections.namedtuple", named_tuple},
      {"copy.copy", copied},
      {"copy.deepcopy", copied_deeply},
      {"itertools.chain", chain},
      {"itertools.chain.from_iterable", chain_from_iterable},
      {"itertools.product", product},
  };
  return table;
}

}  // namespace migcheck::python
