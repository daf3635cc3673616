#pragma once

#include <string>
#include <vector>

#include "roundtrip/rows/groups.h"

namespace migcheck {

// PostgreSQL itself tells which candidates go together: one query crosses those of a group's
// columns and keeps what meets all its conditions.

// Whether a query would cross more than some ten thousand combinations.
bool is_too_wide(const ColumnGroup& group);

// Of such a group each column alone, with the conditions that are about nothing else; and what is
// left of the group when these are solved.
std::vector<ColumnGroup> single_columns(const ColumnGroup& group);
void keep_solved(ColumnGroup& group, const std::vector<ColumnGroup>& singles);

// Cuts the candidates until the group is not too wide.
void limit_candidates(ColumnGroup& group);

// Leaves only NULL and the values that are good for any column of a type.
void keep_usual_candidates(ColumnGroup& group);

// For these groups, of those that have conditions. Each row: the group's number, then the numbers
// of the candidates, with blanks between. The most even combinations come first. "": nothing to
// ask.
std::string solve_query(const std::vector<ColumnGroup>& groups);

// The part for one group, which has conditions.
std::string solve_query(const ColumnGroup& group, std::size_t number);

// Sets the solutions: what the query returned, and any candidate where there is no condition.
void set_solutions(std::vector<ColumnGroup>& groups, const std::vector<Connection::Row>& rows);

}  // namespace migcheck
