#pragma once

#include <cstdint>
#include <optional>

#include "dialect/alembic/python/value.h"

// What the operators ask of their operands.
namespace migcheck::python {

// An integer or a boolean, which is one; with a float, any number.
std::optional<std::int64_t> as_integer(const Value& value);
std::optional<double> as_float(const Value& value);

// A list, tuple, set or dict, whether or not its content is known.
bool is_container(const Value& value);

// Unknown itself, or a container whose content is not known.
bool is_uncertain(const Value& value);

// Of one of Python's own types, all of whose operators are followed here.
bool is_builtin(const Value& value);

// Whether a float holds it exactly: those beyond 2 to the 53rd it may not.
bool is_exact(std::int64_t number);

// The keys and the items of a dict may be combined and compared like sets.
bool acts_as_set(const Sequence& sequence);
bool is_list(const Sequence& sequence);
bool is_tuple(const Sequence& sequence);

}  // namespace migcheck::python
