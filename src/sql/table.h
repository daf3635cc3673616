#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sql/expression.h"
#include "sql/name.h"

namespace migcheck::sql {

// A constraint of a table, a column or a domain as it is written.
struct Constraint {
  enum class Kind { not_null, check, primary_key, unique, exclusion, foreign_key };

  Kind kind = Kind::check;
  std::string name;                  // empty: PostgreSQL will choose one
  std::vector<std::string> columns;  // a column's own constraint names that column
  std::optional<Expression> check;
  bool not_valid = false;
  bool enforced = true;
  bool deferrable = false;
  bool initially_deferred = false;
  bool no_inherit = false;
  std::string using_index;
  Name references;
  std::vector<std::string> referenced_columns;
  std::string on_delete;  // "", "cascade", "set null", "set default", "restrict"
  std::string on_update;
};

struct Column {
  enum class Identity { none, always, by_default };
  enum class Generated { no, stored, virtual_ };

  std::string name;
  TypeName type;
  bool not_null = false;
  bool has_default = false;  // a DEFAULT clause is written, even DEFAULT NULL
  std::optional<Expression> default_value;
  Identity identity = Identity::none;
  Generated generated = Generated::no;
  std::optional<Expression> generated_as;
  std::string collation;
  std::vector<Constraint> constraints;  // check, primary key, unique, foreign key
};

enum class Persistence { permanent, unlogged, temporary };

// CREATE TABLE and CREATE FOREIGN TABLE.
struct CreateTable {
  Name table;
  std::vector<Column> columns;
  std::vector<Constraint> constraints;
  std::vector<Name> inherits;
  std::vector<Name> like;
  std::optional<Name> partition_of;
  bool default_partition = false;
  std::optional<std::vector<std::string>> partition_key;  // columns; "" for an expression
  Persistence persistence = Persistence::permanent;
  bool if_not_exists = false;
  bool foreign = false;
  bool of_type = false;
};

// CREATE TABLE AS, SELECT INTO and CREATE MATERIALIZED VIEW.
struct CreateTableAs {
  Name table;
  std::vector<std::string> columns;
  std::vector<Name> reads;
  Persistence persistence = Persistence::permanent;
  bool materialized_view = false;
  bool with_data = true;
  bool if_not_exists = false;
};

enum class ObjectKind {
  table,
  foreign_table,
  view,
  materialized_view,
  index,
  sequence,
  column,
  constraint,
  domain_constraint,
  type,  // enum, composite, range or, in RENAME, any
  domain,
  attribute,
  schema,
  function,  // procedures and aggregates too
  trigger,
  policy,
  rule,
  extension,
  statistics,
  other,
};

const char* to_string(ObjectKind kind);

// One action of ALTER TABLE (ALTER INDEX, ALTER VIEW, …).
struct AlterAction {
  enum class Kind {
    add_column,
    drop_column,
    set_type,
    set_default,
    drop_default,
    set_not_null,
    drop_not_null,
    set_expression,
    drop_expression,
    add_identity,
    set_identity,
    drop_identity,
    set_statistics,
    set_column_options,
    set_storage,
    set_compression,
    add_constraint,
    drop_constraint,
    validate_constraint,
    alter_constraint,
    attach_partition,
    detach_partition,
    inherit,
    no_inherit,
    set_options,
    set_logged,
    set_unlogged,
    set_access_method,
    set_tablespace,
    cluster_on,
    set_without_cluster,
    switch_trigger,
    switch_rule,
    row_security,
    replica_identity,
    owner,
    of_type,
    other,
  };

  Kind kind = Kind::other;
  std::string name;  // the column, constraint, index or trigger
  std::optional<Column> column;
  std::optional<Constraint> constraint;
  std::optional<TypeName> type;
  std::string collation;
  std::optional<Expression> expression;  // USING, or the default
  std::vector<std::string> options;      // names of storage parameters
  Name other;                            // the partition or the parent
  bool default_bound = false;            // ATTACH PARTITION … DEFAULT
  bool concurrently = false;             // DETACH PARTITION
  bool finalize = false;
  bool if_exists = false;
  bool if_not_exists = false;
  bool cascade = false;
};

struct AlterTable {
  Name table;
  ObjectKind kind = ObjectKind::table;
  bool if_exists = false;
  bool only = false;
  std::vector<AlterAction> actions;
};

struct IndexKey {
  std::string column;  // empty for an expression
  std::optional<Expression> expression;
  std::string operator_class;
  std::string collation;
  bool default_order = true;  // ascending, nulls last
};

struct CreateIndex {
  std::string name;  // empty: PostgreSQL will choose one
  Name table;
  std::string method;
  std::vector<IndexKey> keys;
  std::vector<std::string> include;
  std::optional<Expression> where;
  bool only = false;
  bool unique = false;
  bool concurrently = false;
  bool if_not_exists = false;
};

}  // namespace migcheck::sql
