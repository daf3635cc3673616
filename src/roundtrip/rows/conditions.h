#pragma once

#include <vector>

#include "roundtrip/rows/groups.h"

namespace migcheck {

// All conditions that a row of the table must meet, over its columns that are not generated.
std::vector<RowCondition> table_conditions(const Shapes& shapes, const TableShape& table,
                                           const std::vector<ReferenceKeys>& keys);

// The columns that a unique index is about, likewise without generated ones.
std::set<int> unique_columns(const TableShape& table, const UniqueShape& unique);

// The columns that an expression names; in place of generated ones, those that they are made from.
std::set<int> named_columns(const TableShape& table, const std::string& expression);

}  // namespace migcheck
