#pragma once

#include <string_view>

namespace migcheck::sql {

// Whether a name without a schema means a type of pg_catalog, which is looked through before any
// schema of the search path: a table called "point" is no type for a column of that type.
// Source: PostgreSQL documentation, 5.10.5 The System Catalog Schema; pg_type of 12 to 18.
bool is_builtin_type(std::string_view name);

}  // namespace migcheck::sql
