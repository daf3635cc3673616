#pragma once

#include <string>
#include <vector>

#include "roundtrip/rows/choose.h"
#include "roundtrip/rows/shapes.h"

namespace migcheck {

// What a row that breaks a unique index or an exclusion constraint does: nothing, or it is an
// error.
enum class OnConflict { skip, fail };

// An INSERT of these rows, of which there is at least one. All have the same columns.
std::string insert_sql(const TableShape& table, const std::vector<ChosenRow>& rows,
                       OnConflict on_conflict);

// Several INSERTs as one statement, so that foreign keys are checked after the last.
std::string at_once_sql(const std::vector<std::string>& inserts);

}  // namespace migcheck
