#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dialect/alembic/python/arguments.h"
#include "dialect/alembic/python/evaluator.h"

// The methods of Python's built-in types, one file for each type.
namespace migcheck::python {

// A call of such a method, as its implementation sees it. The arguments are known, unless the
// method stands among those that take unknown ones (methods.cpp); an enum member that is a text or
// a number has become it.
struct MethodCall {
  Evaluator& evaluator;
  const Value& self;
  CallArguments arguments;
  Span span;

  Value unknown(std::string reason) const { return make_unknown(std::move(reason), span); }
  Value none() const { return {None{}, span}; }
  Value number(std::size_t value) const { return {static_cast<std::int64_t>(value), span}; }
  const std::string& text() const { return *self.as<std::string>(); }
  const Value* at(std::size_t index, std::string_view keyword = {}) const {
    return arguments.find(index, keyword);
  }

  // An argument of that type; TypeError for one of another.
  std::string text_at(std::size_t index, std::string_view keyword = {}) const;
  std::int64_t number_at(std::size_t index, std::string_view keyword, std::int64_t otherwise) const;

  Value made(std::string result) const;
  Value texts(const std::vector<std::string>& parts,
              Sequence::Kind kind = Sequence::Kind::list) const;
};

// How many positional arguments a method takes, and which keywords ("sep maxsplit").
struct Method {
  Value (*function)(const MethodCall&) = nullptr;
  std::size_t least = 0;
  std::size_t most = 0;
  std::string_view keywords = "";
};

constexpr std::size_t any_number = SIZE_MAX;

// TypeError if the arguments do not fit.
void check_arguments(const CallArguments& arguments, std::size_t least, std::size_t most,
                     std::string_view keywords);

using MethodTable = std::unordered_map<std::string_view, Method>;

const MethodTable& text_methods();
const MethodTable& text_formatting();  // format(), format_map()
const MethodTable& text_padding();     // ljust(), zfill(), …
const MethodTable& text_splitting();   // split(), partition(), join(), …
const MethodTable& text_tests();       // isdigit(), startswith(), find(), …
const MethodTable& bytes_methods();
const MethodTable& list_methods();
const MethodTable& tuple_methods();
const MethodTable& set_methods();
const MethodTable& frozenset_methods();
const MethodTable& dict_methods();
const MethodTable& counter_methods();  // of collections.Counter, besides those of a dict
const MethodTable& float_methods();
const MethodTable& integer_methods();
const MethodTable& record_methods();  // of named tuples

}  // namespace migcheck::python
