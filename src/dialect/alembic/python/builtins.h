#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "dialect/alembic/python/arguments.h"
#include "dialect/alembic/python/evaluator.h"

// Python's built-in functions, the methods of its built-in types, and the functions of its standard
// library that migrations compute values with.
namespace migcheck::python {

// The built-in of that name: a function, or the External of an exception class. Nothing: none.
std::optional<Value> find_builtin(Evaluator& evaluator, std::string_view name, Span span);

Value call_builtin(Evaluator& evaluator, const std::string& name,
                   const std::vector<Argument>& arguments, Span span);

// Whether a value of a built-in type has a method of that name.
bool has_method(const Value& self, std::string_view name);

Value call_method(Evaluator& evaluator, const Value& self, const std::string& name,
                  const std::vector<Argument>& arguments, Span span);

// A function of the standard library, by its dotted name; nothing: it is not followed.
std::optional<Value> call_standard(Evaluator& evaluator, const std::string& name,
                                   const std::vector<Argument>& arguments, Span span);

// A set of the items, each once.
Value distinct(Evaluator& evaluator, Values items, Span span);

// value[lower:upper:step]; `bounds` is a tuple of the three.
Value take_slice(Evaluator& evaluator, const Value& value, const Value& bounds, Span span);

// Whether two values are the same for all that follows: both known and equal, or the same object.
bool is_same(const Value& left, const Value& right);

// Fills a dict, the last value of a key winning. Known texts are found by hash.
class DictBuilder {
 public:
  DictBuilder(Evaluator& evaluator, Dict& dict) : evaluator_(evaluator), dict_(dict) {}

  void add(const Value& key, const Value& value);

 private:
  Evaluator& evaluator_;
  Dict& dict_;
  std::unordered_set<std::string> texts_;
  bool only_texts_ = true;
};

}  // namespace migcheck::python
