#pragma once

#include "sql/operation.h"

namespace migcheck {

// Whether the statement may be run again where it has been run: IF EXISTS, IF NOT EXISTS, OR
// REPLACE.
bool is_guarded(const sql::Operation& operation);

}  // namespace migcheck
