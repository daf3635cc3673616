#include "dialect/alembic/op/directive.h"

#include <algorithm>
#include <array>

#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

namespace {

using Others = Signature::Others;
using Rest = Signature::Rest;
using In = Directive::In;

// Source: Alembic's operations/ops.py and ddl/postgresql.py.
constexpr auto directives = std::to_array<Directive>({
    {"add_column", add_column, "table_name column", "column",
     "schema insert_before insert_after if_not_exists"},
    {"alter_column", alter_column, "table_name column_name", "column_name",
     "schema nullable comment server_default new_column_name type_ existing_type "
     "existing_server_default existing_nullable existing_comment autoincrement "
     "existing_autoincrement insert_before insert_after postgresql_using",
     Others::ignored},
    {"bulk_insert", bulk_insert, "table rows", "", "multiinsert", Others::refused, Rest::refused,
     In::operations},
    {"create_check_constraint", create_check_constraint, "constraint_name table_name condition",
     "constraint_name condition", "schema deferrable initially info postgresql_not_valid",
     Others::dialect},
    {"create_exclude_constraint", create_exclude_constraint, "constraint_name table_name",
     "constraint_name", "schema where using ops deferrable initially", Others::dialect,
     Rest::collected},
    {"create_foreign_key", create_foreign_key,
     "constraint_name source_table referent_table local_cols remote_cols",
     "constraint_name referent_table local_cols remote_cols",
     "onupdate ondelete deferrable initially match source_schema referent_schema use_alter info "
     "link_to_name comment postgresql_not_valid",
     Others::dialect, Rest::refused, In::both, "source_table", "source_schema"},
    {"create_index", create_index, "index_name table_name columns", "index_name columns",
     "schema if_not_exists unique quote info postgresql_using postgresql_ops postgresql_where "
     "postgresql_with postgresql_include postgresql_concurrently postgresql_tablespace "
     "postgresql_nulls_not_distinct",
     Others::dialect},
    {"create_primary_key", create_primary_key, "constraint_name table_name columns",
     "constraint_name columns", "schema"},
    {"create_table", create_table, "table_name", "",
     "schema comment prefixes info quote quote_schema if_not_exists implicit_returning "
     "extend_existing keep_existing must_exist listeners postgresql_ignore_search_path "
     "postgresql_tablespace postgresql_partition_by postgresql_with_oids postgresql_on_commit "
     "postgresql_inherits postgresql_using",
     Others::dialect, Rest::collected, In::operations},
    {"create_table_comment", create_table_comment, "table_name comment", "comment",
     "schema existing_comment"},
    {"create_unique_constraint", create_unique_constraint, "constraint_name table_name columns",
     "constraint_name columns",
     "schema deferrable initially info postgresql_nulls_not_distinct postgresql_include",
     Others::dialect},
    {"drop_column", drop_column, "table_name column_name", "column_name", "schema if_exists",
     Others::ignored},
    {"drop_constraint", drop_constraint, "constraint_name table_name type_",
     "constraint_name type_", "schema if_exists"},
    {"drop_index", drop_index, "index_name table_name", "index_name",
     "schema if_exists unique quote info postgresql_using postgresql_ops postgresql_where "
     "postgresql_with postgresql_include postgresql_concurrently postgresql_tablespace "
     "postgresql_nulls_not_distinct",
     Others::dialect},
    {"drop_table", drop_table, "table_name", "",
     "schema if_exists comment info prefixes postgresql_partition_by postgresql_tablespace "
     "postgresql_inherits postgresql_using postgresql_with_oids postgresql_on_commit",
     Others::dialect, Rest::refused, In::operations},
    {"drop_table_comment", drop_table_comment, "table_name", "", "schema existing_comment"},
    {"execute", execute, "sqltext", "sqltext", "execution_options"},
    {"rename_table", rename_table, "old_table_name new_table_name", "", "schema", Others::refused,
     Rest::refused, In::operations},
    // Extensions that register operations of their own.
    {"create_entity", create_entity, "target", "", "", Others::refused, Rest::refused,
     In::operations},
    {"drop_entity", drop_entity, "target cascade", "", "", Others::refused, Rest::refused,
     In::operations},
    {"replace_entity", replace_entity, "target", "", "", Others::refused, Rest::refused,
     In::operations},
    {"sync_enum_values", sync_enum_values,
     "enum_schema enum_name new_values affected_columns enum_values_to_rename", "", "",
     Others::refused, Rest::refused, In::operations},
});

}  // namespace

const Directive* find_directive(std::string_view name) {
  const auto* found =
      std::find_if(directives.begin(), directives.end(),
                   [&](const Directive& directive) { return directive.name == name; });
  return found == directives.end() ? nullptr : found;
}

Arguments bind_operation(const Directive& directive, const python::External& call) {
  const std::string function = "op." + std::string(directive.name);
  return {call.arguments,
          {function, directive.parameters, directive.keywords, directive.others, directive.rest}};
}

Arguments bind_batch(const Directive& directive, const python::External& call,
                     const python::External& batch) {
  const std::string function = "batch_op." + std::string(directive.name);
  Arguments arguments(call.arguments, {function, directive.batch_parameters, directive.keywords,
                                       directive.others, directive.rest});
  const Arguments table(batch.arguments,
                        {"op.batch_alter_table",
                         "table_name schema recreate partial_reordering copy_from table_args "
                         "table_kwargs reflect_args reflect_kwargs naming_convention"});
  if (table.optional_text("recreate") == "always") {
    refuse("the batch copies the table (recreate='always'), which is not followed");
  }
  arguments.bind(directive.table_parameter, table.at("table_name"));
  if (const python::Value* schema = table.find("schema")) {
    arguments.bind(directive.schema_parameter, *schema);
  }
  return arguments;
}

}  // namespace migcheck::alembic
