#pragma once

#include <string>
#include <vector>

#include "postgres/reading.h"

namespace migcheck {

// The one query that read_shapes() makes, of the tables of set_tables().
const PlannedQuery& shapes_query();

// A query in which `$tables` stands for a SELECT of the tables' oids, NULL for those that are not
// there.
PlannedQuery planned_for_tables(const std::string& name, const std::string& sql);

// The setting that says which tables (names as SQL writes them, or oids as digits).
std::string set_tables(const std::vector<std::string>& tables);

}  // namespace migcheck
