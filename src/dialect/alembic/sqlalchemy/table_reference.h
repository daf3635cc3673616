#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/alembic/op/lowering_options.h"
#include "dialect/alembic/python/value.h"
#include "dialect/alembic/sqlalchemy/name.h"
#include "dialect/alembic/sqlalchemy/types.h"

namespace migcheck::alembic {

struct ReferencedColumn {
  Name name;
  std::string key;
  TypePtr type;
  bool primary_key = false;
  bool has_default = false;   // default=…: SQLAlchemy itself fills it in on INSERT
  bool has_onupdate = false;  // likewise on UPDATE
};

// A table that a query names: sa.table(), sa.Table(), what op.create_table() returned, an alias.
struct TableReference {
  Name name;
  std::optional<Name> schema;
  std::optional<Name> alias;
  std::string query;  // of a subquery in FROM; empty for a table
  std::vector<ReferencedColumn> columns;
  bool is_schema_item = false;  // sa.Table, whose keys and defaults count

  std::string qualifier() const;  // before a column: schema.table, or the alias
  std::string from_sql() const;   // in FROM: "schema.table AS alias"
  const ReferencedColumn* find(std::string_view key) const;
};

using TableReferencePtr = std::shared_ptr<const TableReference>;

// The schema of a MetaData(schema=…), which its tables and types are in; null is none.
std::optional<Name> metadata_schema(const python::Value* metadata);

// The table that a value stands for; null if it stands for none.
TableReferencePtr lower_table_reference(const python::Value& value, const LoweringOptions& options);

}  // namespace migcheck::alembic
