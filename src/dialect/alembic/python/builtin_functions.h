#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "dialect/alembic/python/arguments.h"
#include "dialect/alembic/python/evaluator.h"

// Python's built-in functions, one file for each kind of them.
namespace migcheck::python {

// A call of such a function, as its implementation sees it.
struct BuiltinCall {
  Evaluator& evaluator;
  CallArguments arguments;
  Span span;

  Value unknown(std::string reason) const { return make_unknown(std::move(reason), span); }
  Value none() const { return {None{}, span}; }
  Value number(std::size_t value) const { return {static_cast<std::int64_t>(value), span}; }
  const Value* at(std::size_t index, std::string_view keyword = {}) const {
    return arguments.find(index, keyword);
  }
  const Value* keyword(std::string_view name) const { return arguments.find(SIZE_MAX, name); }
  Value call(const Value& function, std::vector<Argument> given) const {
    return evaluator.call(function, given, span);
  }
  Value call(const Value& function, const Value& argument) const {
    return call(function, {Argument{"", argument}});
  }
  // The items of an argument that is there; nothing: not known.
  std::optional<Values> items(std::size_t index) const { return evaluator.iterate(*at(index)); }
  Value not_iterable(std::size_t index) const;
  Value out_of_order() const { return unknown("depends on the order of a set"); }
};

// How many arguments a function takes, and whether some may be unknown.
struct Builtin {
  enum class Arguments { known, any };

  Value (*function)(const BuiltinCall&) = nullptr;
  std::size_t least = 0;
  std::size_t most = 0;
  std::string_view keywords = "";
  Arguments arguments = Arguments::known;
};

using BuiltinTable = std::unordered_map<std::string_view, Builtin>;

const BuiltinTable& number_builtins();
const BuiltinTable& container_builtins();
const BuiltinTable& sequence_builtins();
const BuiltinTable& object_builtins();

}  // namespace migcheck::python
