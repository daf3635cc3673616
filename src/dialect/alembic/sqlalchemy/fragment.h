#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/alembic/python/value.h"
#include "dialect/alembic/sqlalchemy/table_reference.h"
#include "dialect/alembic/sqlalchemy/types.h"

namespace migcheck::alembic {

// An operator of SQLAlchemy Core.
struct Operator {
  std::string_view sql;
  int precedence = 0;
  // (a op b) op c needs no parentheses.
  bool associative = false;
  std::string_view negated = "";  // NOT (a op b) is a negated b; empty: NOT stands before it
};

// The operator written so in SQL ("=", "AND", "IN", "DESC", …); for any other one a custom operator
// of lowest precedence, as op("…") makes it.
const Operator& find_operator(std::string_view sql);

// A piece of SQL with what is needed to put it into a larger one.
struct Fragment {
  enum class Kind { expression, literal, column, label, text, select, constant };

  Kind kind = Kind::expression;
  std::string sql;  // of a literal: empty, it takes its type from where it stands
  TypePtr type = null_type();
  const Operator* op = nullptr;  // the outermost one; null: nothing to put in parentheses
  std::optional<python::Value> literal;
  std::string key;                        // a column's name, a label
  std::string anonymous_name;             // what SELECT calls it: "max" gives max_1; empty: anon_1
  std::vector<TableReferencePtr> tables;  // those that it names

  // Parts of a binary operation, for its negation.
  std::string left_sql, right_sql;
};

}  // namespace migcheck::alembic
