#pragma once

#include <set>
#include <string>
#include <vector>

#include "roundtrip/rows/candidates.h"
#include "roundtrip/rows/references.h"
#include "roundtrip/rows/variety.h"

namespace migcheck {

// What the columns of a row have to fulfil: a CHECK, the one of a domain, a partition's bound, a
// foreign key. As an SQL expression over the columns' names, which must not be false.
struct RowCondition {
  std::string name;  // for the user: "the check users_age_check"
  std::string sql;
  std::set<int> columns;
};

// Columns whose values depend on each other through conditions, and what each of them may be. Most
// columns are alone, without a condition.
struct ColumnGroup {
  struct Member {
    const ColumnShape* column;
    std::vector<CandidateValue> candidates;
  };
  std::vector<Member> members;
  std::vector<RowCondition> conditions;
  std::vector<const ColumnShape*> generated;        // columns that conditions name
  std::vector<std::vector<std::size_t>> solutions;  // a candidate for each member
};

struct GroupResult {
  std::vector<ColumnGroup> groups;
  std::string obstacle;  // why there can be no row; empty: there may be
};

// Divides the columns that get values into groups. `keys` has an entry for each foreign key.
GroupResult group_columns(const Shapes& shapes, const TableShape& table,
                          const std::vector<ReferenceKeys>& keys, RowVariety variety);

}  // namespace migcheck
