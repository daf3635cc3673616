#pragma once

#include <optional>
#include <string>

#include "core/ternary.h"
#include "schema/schema.h"
#include "sql/expression.h"
#include "sql/name.h"

namespace migcheck {

struct TypeChange {
  const SchemaColumn* column = nullptr;  // null: the column's type is not known
  sql::TypeName to;
  std::string name;                             // of the column
  const sql::Expression* with = nullptr;        // USING
  const std::optional<std::string>& time_zone;  // of the session, in lower case
};

// Whether ALTER COLUMN … TYPE writes the table anew. It does not where every stored value is
// already one of the new type.
// Source: ATColumnChangeRequiresRewrite and pg_cast; measured on PostgreSQL 15 and 18.
Ternary rewrites(const TypeChange& change, const Schema& schema);

}  // namespace migcheck
