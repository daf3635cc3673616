#pragma once

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>

#include "sql/parse.h"
#include "unit/sql/dump.h"

// Statements, row by row, with what the parser makes of them in a line.
namespace migcheck::sql {

struct ParseRow {
  std::string sql;
  std::string dumped;
};

inline std::string dump_all(const std::string& text) {
  std::string all;
  for (const ParsedStatement& statement : parse(text)) {
    if (!all.empty()) all += " | ";
    all += statement.error ? "error: " + statement.error->message : dump(statement.operation);
  }
  return all;
}

inline void check(std::initializer_list<ParseRow> rows) {
  for (const ParseRow& row : rows) {
    CAPTURE(row.sql);
    CHECK(dump_all(row.sql) == row.dumped);
  }
}

}  // namespace migcheck::sql
