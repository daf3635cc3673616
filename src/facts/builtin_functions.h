#pragma once

#include <cstddef>
#include <string_view>

#include "core/ternary.h"
#include "sql/name.h"

namespace migcheck {

// Whether a function that comes with PostgreSQL `pg_version`, or with an extension that ships with
// it, is volatile when it is called with that many arguments. Unknown for any other name, and where
// the types of the arguments decide.
// Source: pg_proc.provolatile of each major, in builtin_tables.cpp.
Ternary is_volatile_builtin(const sql::Name& function, std::size_t arguments, int pg_version);

// Whether it comes with PostgreSQL or such an extension, by its unqualified name.
bool is_builtin_function(std::string_view name);

// Whether PostgreSQL has an operator of that name; none of them is volatile.
bool is_builtin_operator(std::string_view name);

// Whether PostgreSQL has a type of that name, as the grammar resolves it: int4, not integer.
bool is_builtin_type(std::string_view name);

}  // namespace migcheck
