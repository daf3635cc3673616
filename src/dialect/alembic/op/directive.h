#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dialect/alembic/op/lowering_options.h"
#include "dialect/alembic/sqlalchemy/arguments.h"

namespace migcheck::alembic {

// What a directive needs apart from its arguments.
struct Lowering {
  const LoweringOptions& options;
  std::vector<std::string>& created_types;  // see create_table_statements()
};

using Statements = std::vector<std::string>;

// A function of alembic.op, and the method of a batch that has the same name: the batch fills in
// the table and the schema.
struct Directive {
  enum class In { operations, both };

  std::string_view name;
  Statements (*lower)(const Arguments& arguments, const Lowering& lowering);
  std::string_view parameters;        // of the function, in order
  std::string_view batch_parameters;  // of the method, in order
  std::string_view keywords;
  Signature::Others others = Signature::Others::refused;
  Signature::Rest rest = Signature::Rest::refused;
  In in = In::both;
  std::string_view table_parameter = "table_name";
  std::string_view schema_parameter = "schema";
};

// The directive of that name, or null.
const Directive* find_directive(std::string_view name);

// The arguments of a call of op.<name>, bound.
Arguments bind_operation(const Directive& directive, const python::External& call);

// The arguments of a call of batch.<name>; `batch` is the call of op.batch_alter_table.
Arguments bind_batch(const Directive& directive, const python::External& call,
                     const python::External& batch);

// --- the directives by what they are about ------------------------------------------------------

Statements add_column(const Arguments& arguments, const Lowering& lowering);
Statements alter_column(const Arguments& arguments, const Lowering& lowering);
Statements drop_column(const Arguments& arguments, const Lowering& lowering);

Statements create_table(const Arguments& arguments, const Lowering& lowering);
Statements create_table_comment(const Arguments& arguments, const Lowering& lowering);
Statements drop_table(const Arguments& arguments, const Lowering& lowering);
Statements drop_table_comment(const Arguments& arguments, const Lowering& lowering);
Statements rename_table(const Arguments& arguments, const Lowering& lowering);

Statements create_index(const Arguments& arguments, const Lowering& lowering);
Statements drop_index(const Arguments& arguments, const Lowering& lowering);

Statements create_check_constraint(const Arguments& arguments, const Lowering& lowering);
Statements create_exclude_constraint(const Arguments& arguments, const Lowering& lowering);
Statements create_foreign_key(const Arguments& arguments, const Lowering& lowering);
Statements create_primary_key(const Arguments& arguments, const Lowering& lowering);
Statements create_unique_constraint(const Arguments& arguments, const Lowering& lowering);
Statements drop_constraint(const Arguments& arguments, const Lowering& lowering);

// Of alembic_utils and alembic_postgresql_enum.
Statements create_entity(const Arguments& arguments, const Lowering& lowering);
Statements drop_entity(const Arguments& arguments, const Lowering& lowering);
Statements replace_entity(const Arguments& arguments, const Lowering& lowering);
Statements sync_enum_values(const Arguments& arguments, const Lowering& lowering);

Statements bulk_insert(const Arguments& arguments, const Lowering& lowering);
Statements execute(const Arguments& arguments, const Lowering& lowering);

}  // namespace migcheck::alembic
