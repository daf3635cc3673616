#pragma once

#include <string_view>

#include "dialect/alembic/python/render.h"
#include "dialect/alembic/python/value.h"

// Objects of the standard library that are kept as the calls that made them, as str(), repr() and
// format() show them: a UUID, a Decimal, a date or datetime of literals. What is none of them, or
// is not known, is shown as not known.
namespace migcheck::python {

Rendered str_of_standard(const External& external);
Rendered repr_of_standard(const External& external);
Rendered format_of_standard(const External& external, std::string_view spec);

}  // namespace migcheck::python
