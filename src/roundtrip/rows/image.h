#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "postgres/reading.h"

namespace migcheck {

// The rows of some tables at one time, so that they can be compared with those of another time.
// Values are texts as PostgreSQL prints them with the same settings each time: time zone UTC.
struct RowImage {
  struct Column {
    int number = 0;     // pg_attribute.attnum, which survives a rename
    std::string name;   // quoted where it needs to be
    std::string type;   // "int4", of a domain its base type
    int modifier = -1;  // pg_attribute.atttypmod: length, precision
  };
  using Value = std::optional<std::string>;  // none: NULL

  struct Table {
    std::string oid;   // which survives a rename
    std::string name;  // "public.users", quoted where it needs to be
    bool is_parted = false;
    std::vector<Column> columns;
    std::vector<int> key;                  // the numbers of the primary key's columns; none: empty
    std::vector<std::vector<Value>> rows;  // a value for each column

    // Of a table with more than kMostRows rows there are, instead of the rows, their number and for
    // each column a digest of its values.
    bool is_digest = false;
    std::size_t row_count = 0;
    std::vector<std::string> digests;
  };

  std::vector<Table> tables;  // by name
};

constexpr std::size_t kMostRows = 5000;

// Reads all rows of these tables, named as for seed_rows(). Partitions count as their topmost
// table; of a table with inheritance only its own rows are read. Two queries, and one for each
// large table. The session stays as it was, also when the migration has changed its settings. Error
// when the session has failed.
RowImage read_rows(Connection& connection, const std::vector<std::string>& tables, Within within);

// Reads the tables of an earlier image again: those with the same oid and, where that is gone, the
// one that has the name now.
RowImage read_rows(Connection& connection, const RowImage& before, Within within);

}  // namespace migcheck
