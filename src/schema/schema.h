#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ternary.h"
#include "schema/store.h"
#include "sql/operation.h"

namespace migcheck {

struct SchemaColumn {
  std::string name;
  sql::TypeName type;  // of a serial column: the integer type
  bool not_null = false;
  std::optional<sql::Expression> default_value;
  bool identity = false;
  bool serial = false;
  bool generated = false;
  std::string collation;
};

struct SchemaConstraint {
  sql::Constraint::Kind kind = sql::Constraint::Kind::check;
  std::string name;
  std::vector<std::string> columns;
  std::optional<sql::Expression> check;
  bool valid = true;
  std::string references;  // the referenced table
  std::vector<std::string> referenced_columns;
  std::string index;  // behind a primary key, unique or exclusion constraint
};

// Anything that is stored under pg_class except indexes.
struct Relation {
  enum class Kind { table, partitioned, view, materialized_view, foreign_table, sequence };

  std::string name;  // schema-qualified
  Kind kind = Kind::table;
  sql::Persistence persistence = sql::Persistence::permanent;
  std::vector<SchemaColumn> columns;
  std::vector<SchemaConstraint> constraints;
  std::vector<std::string> indexes;  // schema-qualified
  std::vector<std::string> parents;  // partitioned table, or inherited ones
  std::vector<std::string> children;
  std::vector<std::string> partition_key;
  bool default_partition = false;
  std::vector<std::string> reads;  // of a view

  // Its creation was seen, so that a column that is not listed is not there.
  bool complete = true;

  const SchemaColumn* column(const std::string& column_name) const;
  SchemaColumn* column(const std::string& column_name);
  const SchemaConstraint* constraint(const std::string& constraint_name) const;
  SchemaConstraint* constraint(const std::string& constraint_name);
};

struct SchemaIndex {
  std::string name;                  // schema-qualified
  std::string table;                 // schema-qualified
  std::vector<std::string> columns;  // key columns; "" for an expression
  bool unique = false;
  bool partial = false;
  std::string constraint;  // that it stands behind
};

struct SchemaType {
  enum class Kind { enumeration, composite, range, base, domain };

  std::string name;
  Kind kind = Kind::enumeration;
  std::vector<std::string> labels;
  sql::TypeName base;        // of a domain
  bool constrained = false;  // a domain with NOT NULL or a CHECK
};

struct SchemaFunction {
  std::string name;
  sql::CreateFunction::Volatility volatility = sql::CreateFunction::Volatility::volatile_;
};

// What the database looks like after the statements that were applied. What was never seen being
// created is not there, which means "not known" rather than "does not exist": a history may start
// from a database that had tables already, and an opaque statement may have made anything.
class Schema {
 public:
  // Changes the schema as PostgreSQL would. Never fails: a statement that PostgreSQL would refuse
  // leaves its part out.
  void apply(const sql::Operation& operation);

  // Another session begins, with PostgreSQL's own search path: what a migration has SET does not
  // outlive it.
  void start_session() { search_path_ = {"public"}; }

  // Something ran that could not be read.
  void apply_opaque() { opaque_ = true; }
  bool opaque() const { return opaque_; }

  // The schema-qualified name: a name without a schema is looked up along the search path, and
  // belongs to its first schema where nothing has it.
  std::string resolve(const sql::Name& name) const;
  std::string resolve_type(const sql::Name& name) const;
  std::string qualified(const sql::Name& name) const;  // of something new

  const Relation* relation(const std::string& name) const { return relations_.find(name); }
  const SchemaIndex* index(const std::string& name) const { return indexes_.find(name); }
  const SchemaType* type(const std::string& name) const { return types_.find(name); }
  const SchemaFunction* function(const std::string& name) const { return functions_.find(name); }

  const SchemaColumn* column(const std::string& table, const std::string& name) const;

  // Whether the column can be proven to hold no null: declared so, part of the primary key, or by
  // a valid check constraint that implies it. `dropped` names constraints that no longer count.
  // Where the table is not known completely, what cannot be proven is unknown.
  Ternary never_null(const std::string& table, const std::string& column,
                     const std::vector<std::string>& dropped) const;

  // Tables with a foreign key to this one, itself excluded.
  std::vector<std::string> referencing(const std::string& table) const;

  // All partitions and inheriting tables, at any depth, without the table itself.
  std::vector<std::string> descendants(const std::string& table) const;

  // Tables that have a column of this type; the columns' names follow a dot.
  std::vector<std::string> tables_using_type(const std::string& type) const;

  const Store<Relation>& relations() const { return relations_; }

  // Everything applied between record() and undo() is taken back.
  void record();
  void undo();

 private:
  friend class SchemaEditor;

  Store<Relation> relations_;
  Store<SchemaIndex> indexes_;
  Store<SchemaType> types_;
  Store<SchemaFunction> functions_;
  std::vector<std::string> search_path_ = {"public"};
  std::vector<std::string> recorded_search_path_;
  bool opaque_ = false;
  bool recorded_opaque_ = false;
};

// Whether `check` can only pass for rows in which `column` is not null. Source: PostgreSQL proves
// it with predicate_implied_by for `column IS NOT NULL`; comparisons do not count, because a check
// passes when it is null.
bool implies_not_null(const sql::Expression& check, const std::string& column);

// Whether the expression mentions the column.
bool mentions(const sql::Expression& expression, const std::string& column);

// "public.users" → {"public", "users"}.
sql::Name unqualified(const std::string& name);

}  // namespace migcheck
