#pragma once

#include <map>
#include <string>
#include <vector>

#include "roundtrip/rows/groups.h"

namespace migcheck {

// A row to be inserted: an SQL expression for each column that gets a value, by its number.
using ChosenRow = std::map<int, std::string>;

// Puts rows together from the solutions of the groups: some three plain ones; hostile ones one of
// each kind, a repetition, and what is needed so that every column that can be NULL is. Unique
// indexes are kept, as far as equal expressions tell. Fewer rows where there are not so many. Pure.
std::vector<ChosenRow> choose_rows(const TableShape& table, const std::vector<ColumnGroup>& groups,
                                   RowVariety variety);

}  // namespace migcheck
