#pragma once

#include <optional>
#include <string>

#include "core/ternary.h"
#include "dialect/alembic/python/value.h"

// Python's operators over values as far as they are known. With an operand of a library the result
// is an External operation; with one that is unknown it is Unknown, with the operand's reason.
namespace migcheck::python {

// +, -, *, /, //, %, **, |, &, ^, <<, >>, @.
Value binary(const std::string& op, const Value& left, const Value& right, Span span);

// -, +, ~ (`not` is the evaluator's, for it asks for the truth).
Value unary(const std::string& op, const Value& operand, Span span);

// ==, !=, <, <=, >, >=, in, not in, is, is not.
Value compare(const std::string& op, const Value& left, const Value& right, Span span);

// What bool() gives, if that is known.
std::optional<bool> truth(const Value& value);

Ternary equal(const Value& left, const Value& right);

// Raises TypeError for what cannot be the key of a dict: a list, a dict, a set. Looks into a tuple,
// but not into a tuple inside of that.
void require_hashable(const Value& key);

// -1, 0, 1 for numbers, texts and sequences of them; nothing where it is not known. Raises
// TypeError where Python does.
std::optional<int> order(const Value& left, const Value& right);

// The item's place in a container, for `in`, index() and dict lookups; `unknown`: it may or may
// not be there.
struct Place {
  Ternary found = Ternary::no;
  std::size_t index = 0;
};
Place find_item(const Values& items, const Value& item);
Place find_key(const Dict& dict, const Value& key);

// The longest text and the most items that an operation may make.
inline constexpr std::size_t maximum_result = 16 * 1024 * 1024;

}  // namespace migcheck::python
