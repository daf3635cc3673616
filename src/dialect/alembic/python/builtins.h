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

// Whether what the value gives comes in the order of a set.
bool is_unordered(const Value& value);

// What a view of a dict shows now.
void refresh(Sequence& view);

// Whether Python knows no attribute of that name for the value; false too where it is not known.
bool lacks_attribute(const Value& value, std::string_view name);

// Whether a value of a built-in type has a method of that name.
bool has_method(const Value& self, std::string_view name);

Value call_method(Evaluator& evaluator, const Value& self, const std::string& name,
                  const std::vector<Argument>& arguments, Span span);

// A function of the standard library, by its dotted name; nothing: it is not followed.
std::optional<Value> call_standard(Evaluator& evaluator, const std::string& name,
                                   const std::vector<Argument>& arguments, Span span);

// A method of a named tuple or dataclass that it has by itself: _asdict, _replace.
bool has_record_method(const ClassObject& type, std::string_view name);

// Calls what functools.partial, operator.itemgetter and their kind have made.
Value call_partial(Evaluator& evaluator, const PartialObject& partial,
                   const std::vector<Argument>& arguments, Span span);

// A set of the items, each once.
Value distinct(Evaluator& evaluator, Values items, Span span);

// The places that a slice of so many items takes, from `begin` on while before `end` (behind it, if
// the step is negative); nothing: not known. `bounds` is a tuple of lower, upper and step.
struct SliceRange {
  std::int64_t begin = 0, end = 0, step = 1;
};
std::optional<SliceRange> slice_range(const Value& bounds, std::size_t size);

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
