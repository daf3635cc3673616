#pragma once

#include <vector>

#include "sql/table.h"

namespace migcheck {

// Whether the storage parameters turn autovacuum off, of the table or of its TOAST table.
bool disables_autovacuum(const std::vector<sql::Option>& options);

}  // namespace migcheck
