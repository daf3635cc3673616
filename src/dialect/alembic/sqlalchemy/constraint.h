#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/alembic/op/lowering_options.h"
#include "dialect/alembic/python/value.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/name.h"

namespace migcheck::alembic {

// A constraint of a table, its expressions already SQL.
struct Constraint {
  enum class Kind { primary_key, unique, check, foreign_key, exclude };

  Kind kind = Kind::unique;
  std::optional<Name> name;
  std::vector<Name> columns;  // of a check: none
  std::string expression;     // of a check; of an exclusion: "gist (period WITH &&)"
  std::string where;          // of an exclusion; may be empty

  std::optional<Name> referred_schema;
  Name referred_table;
  std::vector<Name> referred_columns;
  std::string on_delete, on_update, match;  // as given; may be empty

  std::optional<bool> deferrable;
  std::string initially;
  bool not_valid = false;
  bool use_alter = false;  // left out of CREATE TABLE, as SQLAlchemy does
  std::optional<bool> nulls_not_distinct;
  std::vector<Name> include;

  // The key that Column(primary_key=True) makes: its autoincrementing column comes first.
  bool is_implicit = false;
};

// What stands behind ADD, or in CREATE TABLE. `name` is the final one.
// Source: SQLAlchemy's PGDDLCompiler.
std::string constraint_sql(const Constraint& constraint, const std::optional<Name>& name);

// Fills in deferrable, initially, not_valid, … from the arguments that constraints share.
void read_constraint_options(const Arguments& arguments, Constraint& constraint);

// Fills in ondelete, onupdate and match.
void read_foreign_key_options(const Arguments& arguments, Constraint& constraint);

// What Alembic refuses a foreign key for: no columns, too few or too many, or one twice.
void check_foreign_key_columns(const Constraint& constraint);

// Refuses a column that is named twice. `of` says in what.
void refuse_duplicates(const std::vector<Name>& columns, std::string_view of);

// A name, or a column that has one.
Name column_name(const python::Value& value, std::string_view label);
std::vector<Name> column_names(const python::Value& value, std::string_view label);

// Points a foreign key at "schema.table.column", or at a column of a table.
void add_reference(Constraint& constraint, const python::Value& target, std::string_view label,
                   const LoweringOptions& options);

// sa.UniqueConstraint(…) and the like; nothing for any other value.
std::optional<Constraint> lower_constraint(const python::Value& value,
                                           const LoweringOptions& options);

// The arguments of sa.ForeignKey(…) inside of a column.
Constraint lower_column_foreign_key(const python::Value& value, const Name& column,
                                    const LoweringOptions& options);

// The elements of an exclusion constraint: ("period", "&&"), …
std::string exclusion_elements(const std::vector<python::Value>& elements,
                               const Arguments& arguments, const LoweringOptions& options);

}  // namespace migcheck::alembic
