#pragma once

#include "core/ternary.h"
#include "schema/schema.h"
#include "sql/operation.h"

namespace migcheck {

// Whether what the operation makes is in the schema already; unknown where the schema has it and is
// not certain of it. Of ALTER TABLE that is what its first action adds.
Ternary is_there(const sql::Operation& operation, const Schema& schema);

// The same of a column.
Ternary is_there(const std::string& table, const std::string& column, const Schema& schema);

}  // namespace migcheck
