#pragma once

#include <string>
#include <string_view>

#include "dialect/alembic/op/lowering_options.h"
#include "dialect/alembic/python/value.h"
#include "dialect/alembic/sqlalchemy/types.h"

namespace migcheck::alembic {

// A server default: a string is a literal, everything else an expression.
std::string server_default_sql(const python::Value& value, std::string_view label,
                               const LoweringOptions& options);

// An expression inside DDL (a CHECK, an index's WHERE): a string stands for itself, columns come
// without their table.
std::string ddl_expression_sql(const python::Value& value, std::string_view label,
                               const LoweringOptions& options);

// One element of an index or an exclusion constraint.
struct IndexElement {
  std::string sql;
  std::string key;         // the column's name, which operator classes are found by; may be empty
  bool is_column = false;  // counts for generated names
};

// A string is a column's name; an expression that is not a function is put in parentheses.
IndexElement index_element(const python::Value& value, std::string_view label,
                           const LoweringOptions& options);

// The same for an exclusion constraint, which puts nothing in parentheses.
IndexElement exclusion_element(const python::Value& value, std::string_view label,
                               const LoweringOptions& options);

}  // namespace migcheck::alembic
