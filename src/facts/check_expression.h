#pragma once

#include <string>

#include "sql/expression.h"

namespace migcheck {

// The first thing in the expression of a CHECK whose value is not decided by the row alone: the
// time, the session, chance. Empty where there is none. Of functions only those count that come
// with PostgreSQL.
// Source: PostgreSQL documentation, 5.5.1 Check Constraints; pg_proc.provolatile.
std::string changing_part(const sql::Expression& expression, int pg_version);

// The column of `column IS NOT NULL`; empty for anything else.
std::string not_null_column(const sql::Expression& expression);

}  // namespace migcheck
