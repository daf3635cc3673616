#include <algorithm>

#include "core/text.h"
#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/standard_tables.h"

namespace migcheck::python {

namespace {

std::optional<Value> reduce(const StandardCall& call) {
  const Value* function = call.arguments.find(0);
  const Value* from = call.arguments.find(1);
  if (!function || !from) return std::nullopt;
  const auto items = call.evaluator.iterate(*from);
  if (!items) return call.unknown(reason_of(*from));
  if (is_unordered(*from)) return call.unknown("depends on the order of a set");
  const Value* initial = call.arguments.find(2);
  if (!initial && items->empty()) fail("TypeError");
  Value result = initial ? *initial : items->front();
  for (std::size_t i = initial ? 0 : 1; i < items->size(); ++i) {
    result = call.evaluator.call(*function, {{"", result}, {"", (*items)[i]}}, call.span);
  }
  return result;
}

std::optional<Value> partial(const StandardCall& call) {
  if (call.arguments.all().empty() || !call.arguments.find(0)) return std::nullopt;
  PartialObject made;
  made.function = call.arguments.all()[0].value;
  made.arguments = {call.arguments.all().begin() + 1, call.arguments.all().end()};
  if (made.function.external()) return std::nullopt;
  return call.evaluator.make_object({std::move(made)}, call.span);
}

std::optional<Value> getter(const StandardCall& call, const std::string& name) {
  PartialObject made;
  made.name = name;
  made.arguments = call.arguments.all();
  if (made.arguments.empty()) fail("TypeError");
  return call.evaluator.make_object({std::move(made)}, call.span);
}

std::optional<Value> item_getter(const StandardCall& call) { return getter(call, "itemgetter"); }
std::optional<Value> attribute_getter(const StandardCall& call) {
  return getter(call, "attrgetter");
}

Value attribute_path(Evaluator& evaluator, Value value, const std::string& path, Span span) {
  for (const std::string_view name : split(path, '.')) {
    value = evaluator.attribute(value, std::string(name), span);
  }
  return value;
}

}  // namespace

const StandardTable& standard_functions() {
  static const StandardTable table = {
      {"functools.partial", partial},
      {"functools.reduce", reduce},
      {"operator.attrgetter", attribute_getter},
      {"operator.itemgetter", item_getter},
  };
  return table;
}

Value call_partial(Evaluator& evaluator, const PartialObject& partial,
                   const std::vector<Argument>& arguments, Span span) {
  if (partial.name.empty()) {
    // Keywords of the call come instead of those given before.
    std::vector<Argument> all;
    for (const Argument& before : partial.arguments) {
      const bool replaced = std::any_of(arguments.begin(), arguments.end(), [&](const Argument& a) {
        return !before.keyword.empty() && a.keyword == before.keyword;
      });
      if (before.keyword.empty() || !replaced) all.push_back(before);
    }
    const auto keyword =
        std::find_if(all.begin(), all.end(), [](const Argument& a) { return !a.keyword.empty(); });
    std::vector<Argument> positional(all.begin(), keyword);
    for (const Argument& argument : arguments) {
      if (argument.keyword.empty()) positional.push_back(argument);
    }
    positional.insert(positional.end(), keyword, all.end());
    for (const Argument& argument : arguments) {
      if (!argument.keyword.empty()) positional.push_back(argument);
    }
    return evaluator.call(partial.function, positional, span);
  }
  if (arguments.size() != 1) fail("TypeError");
  const Value& object = arguments[0].value;
  Values found;
  for (const Argument& argument : partial.arguments) {
    if (partial.name == "itemgetter") {
      found.push_back(evaluator.subscript(object, argument.value, span));
      continue;
    }
    const auto* path = argument.value.as<std::string>();
    found.push_back(path ? attribute_path(evaluator, object, *path, span)
                         : make_unknown(reason_of(argument.value), span));
  }
  if (found.size() == 1) return found[0];
  return evaluator.make_list(std::move(found), span, Sequence::Kind::tuple);
}

}  // namespace migcheck::python
