#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dialect/alembic/sqlalchemy/chain.h"
#include "dialect/alembic/sqlalchemy/fragment.h"

namespace migcheck::alembic {

// Values for columns, by key.
using Row = std::vector<std::pair<std::string, python::Value>>;

// An insert, update or delete, taken apart.
struct Dml {
  std::string_view verb;  // "insert", "update", "delete"
  python::Value table_value;
  TableReferencePtr table;
  std::vector<Chain::Step> steps;             // behind the verb
  std::vector<python::Argument> initial;      // of the verb itself, as SQLAlchemy 1 took them
  const python::Value* parameters = nullptr;  // that are given beside the statement
};

bool has_step(const Dml& dml, std::string_view method);

// --- dml_values.cpp -----------------------------------------------------------------------------

// {"column": value}
Row row_of_dict(const python::Dict& dict);

// The rows of all .values(…) and of the parameters, of which an update and most inserts have one.
std::vector<Row> rows_of(const Dml& dml);

// The value for a column; null if the row has none.
const python::Value* find_value(const Row& row, const std::string& key);

void refuse_unknown_columns(const Row& row, const TableReference& table, const Scope& scope);

// The value of one column; the tables that it names are added to `tables`.
std::string value_sql(const python::Value& value, const ReferencedColumn& column,
                      const Scope& scope, std::vector<TableReferencePtr>& tables);

// --- insert.cpp ---------------------------------------------------------------------------------

std::string insert_sql(const Dml& dml, const Scope& scope);

// --- dml.cpp ------------------------------------------------------------------------------------

// " RETURNING a, b"; empty if there is none.
std::string returning_sql(const Dml& dml, const Scope& scope);

}  // namespace migcheck::alembic
