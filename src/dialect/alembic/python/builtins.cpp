#include "dialect/alembic/python/builtins.h"

#include <algorithm>
#include <array>

#include "dialect/alembic/python/builtin_functions.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/methods.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"

namespace migcheck::python {

namespace {

const Builtin* find_function(std::string_view name) {
  for (const BuiltinTable* table :
       {&number_builtins(), &container_builtins(), &sequence_builtins(), &object_builtins()}) {
    const auto found = table->find(name);
    if (found != table->end()) return &found->second;
  }
  return nullptr;
}

// Names that are no functions here, but are known: decorators, bases and others.
constexpr auto other_names = std::to_array<std::string_view>(
    {"__import__", "aiter",   "anext",        "breakpoint", "bytearray",  "classmethod",
     "compile",    "complex", "dir",          "eval",       "exec",       "globals",
     "hash",       "help",    "id",           "locals",     "memoryview", "object",
     "property",   "slice",   "staticmethod", "super"});

constexpr auto other_externals = std::to_array<std::string_view>(
    {"NotImplemented", "Ellipsis", "input", "exit", "quit", "__debug__", "__builtins__",
     "__loader__", "__spec__", "__package__", "__doc__"});

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// str.upper(text): the method of a type, with its object as the first argument.
Value call_unbound(Evaluator& evaluator, const std::string& name,
                   const std::vector<Argument>& arguments, Span span) {
  if (arguments.empty()) fail("TypeError");
  return call_method(evaluator, arguments[0].value, name, {arguments.begin() + 1, arguments.end()},
                     span);
}

}  // namespace

Value BuiltinCall::not_iterable(std::size_t index) const { return unknown(reason_of(*at(index))); }

std::optional<Value> find_builtin(Evaluator& evaluator, std::string_view name, Span span) {
  if (find_function(name) || contains(other_names, name)) {
    return evaluator.make_object({BuiltinObject{std::string(name)}}, span);
  }
  if (!is_exception(name) && !contains(other_externals, name)) return std::nullopt;
  External external;
  external.path = "builtins." + std::string(name);
  external.span = span;
  return make_external(std::move(external));
}

Value call_builtin(Evaluator& evaluator, const std::string& name,
                   const std::vector<Argument>& arguments, Span span) {
  const BuiltinCall call{evaluator, CallArguments(arguments), span};
  if (name.starts_with("unbound.")) {
    return call_unbound(evaluator, name.substr(8), arguments, span);
  }
  const Builtin* builtin = find_function(name);
  if (!builtin) return call.unknown("depends on " + name + "()");
  for (const Argument& argument : arguments) {
    if (argument.keyword == "*" || argument.keyword == "**") {
      return call.unknown(reason_of(argument.value));
    }
  }
  const bool known = builtin->arguments == Builtin::Arguments::known;
  const std::string obstacle = known ? call.arguments.obstacle() : "";
  if (!obstacle.empty()) return call.unknown(obstacle);
  check_arguments(call.arguments, builtin->least, builtin->most, builtin->keywords);
  return builtin->function(call);
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
  if (const auto* object = left.as<std::shared_ptr<const Object>>()) {
    return *object == *right.as<std::shared_ptr<const Object>>();
  }
  return equal(left, right) == Ternary::yes;
}

}  // namespace migcheck::python
