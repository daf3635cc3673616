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
  std::string name;                       // of the column
  const sql::Expression* with = nullptr;  // USING
  std::optional<std::string> time_zone;   // of the session, in lower case
  int pg_version = 15;
  std::string collation = {};  // COLLATE; empty: that of the new type
};

struct TypeChangeEffects {
  // There is a cast from the old type, or from what USING makes, that an assignment may use. Where
  // there is none PostgreSQL refuses the change, and whether it would rewrite is unknown.
  Ternary possible = Ternary::unknown;
  Ternary rewrite = Ternary::unknown;
};

// What ALTER COLUMN … TYPE does. It writes the table anew unless every stored value is already one
// of the new type.
// Source: ATPrepAlterColumnType and ATColumnChangeRequiresRewrite in tablecmds.c,
// coerce_to_target_type in parse_coerce.c, and pg_cast.
TypeChangeEffects effects_of(const TypeChange& change, const Schema& schema);

inline Ternary rewrites(const TypeChange& change, const Schema& schema) {
  return effects_of(change, schema).rewrite;
}

// Whether the change builds `index`, which is one of the column's table, anew.
// Source: CheckIndexCompatible in indexcmds.c.
Ternary rebuilds(const TypeChange& change, const TypeChangeEffects& effects,
                 const SchemaIndex& index, const Schema& schema);

// Whether rows are read to verify `constraint` of the column's table again.
// Source: ATPostAlterTypeParse and ATAddForeignKeyConstraint in tablecmds.c.
Ternary rechecks(const TypeChange& change, const TypeChangeEffects& effects,
                 const SchemaConstraint& constraint, const Schema& schema);

}  // namespace migcheck
