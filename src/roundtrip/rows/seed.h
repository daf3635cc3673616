#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "postgres/connection.h"
#include "roundtrip/rows/variety.h"

namespace migcheck {

// A table that was to get rows.
struct SeededTable {
  std::string oid;
  std::string name;      // "public.users", quoted where it needs to be
  bool is_wanted;        // asked for; others are referenced by such a one
  std::size_t rows = 0;  // that it has now; a thousand stands for more
  std::string obstacle;  // why it got none, in words for a user; empty: it got some
};

// Texts that a column of a text type should have, because a migration converts them to another
// type: labels of an enum, dates. Rows have no others then, but NULL.
struct ColumnHint {
  std::string table;   // "public.users", quoted where it needs to be
  std::string column;  // not quoted
  std::vector<std::string> texts;
};

struct SeedResult {
  std::vector<SeededTable> tables;  // by name
};

// Inserts a handful of rows into each of these tables, after such into the tables that they
// reference: valid for everything that the catalogs say, the same ones each time. Tables are named
// as SQL names them (qualified) or by oid; those that are not there, views and Alembic's
// alembic_version are passed over. A table for which no rows could be found stays as it was.
//
// A transaction is open, and is still open afterwards with no trigger event pending. Constraints
// are then INITIALLY DEFERRED or IMMEDIATE as they were made, whatever SET CONSTRAINTS said before.
// Sequences are not drawn from: keys are numbers beyond 7000, so that rows which a migration
// inserts do not collide with them. Error when the session has failed.
SeedResult seed_rows(Connection& connection, const std::vector<std::string>& tables,
                     RowVariety variety, const std::vector<ColumnHint>& hints = {});

}  // namespace migcheck
