#pragma once

#include "dialect/alembic/python/value.h"

namespace migcheck::python {

// Makes an External of it, with its depth and weight filled in. The containers among its operands
// and arguments are copied: what happens to a list later does not change what was made of it.
// One that is too deep or too heavy to be walked over is Unknown.
Value make_external(External external);

// An operation over library values, for Host.
Value operation(const std::string& op, Values operands, Span span);

// The weight of the External that a value is, 0 for others; see External::weight.
std::uint32_t weight_of(const Value& value);

// Whether the value is the library's object that has this full name: "enum.auto".
bool is_named(const Value& value, std::string_view dotted);

}  // namespace migcheck::python
