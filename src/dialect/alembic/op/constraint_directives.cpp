#include <array>

#include "dialect/alembic/op/directive.h"
#include "dialect/alembic/sqlalchemy/constraint.h"
#include "dialect/alembic/sqlalchemy/expression.h"
#include "dialect/alembic/sqlalchemy/naming_convention.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

namespace {

// ALTER TABLE … ADD for a constraint of the table that the arguments name.
Statements add_constraint(const Constraint& constraint, const Arguments& arguments,
                          const Lowering& lowering, std::string_view table_parameter = "table_name",
                          std::string_view schema_parameter = "schema") {
  const NamedTable table{arguments.optional_name(schema_parameter),
                         arguments.name(table_parameter)};
  const auto name = final_name(constraint, table, lowering.options.naming_convention);
  return {"ALTER TABLE " + quote_qualified(table.schema, table.name) + " ADD " +
          constraint_sql(constraint, name)};
}

Constraint start(Constraint::Kind kind, const Arguments& arguments) {
  Constraint constraint;
  constraint.kind = kind;
  read_constraint_options(arguments, constraint);
  constraint.name = arguments.optional_name("constraint_name");
  return constraint;
}

struct ConstraintType {
  std::string_view name;
  Constraint::Kind kind;
};

constexpr auto constraint_types = std::to_array<ConstraintType>({
    {"check", Constraint::Kind::check},
    {"foreignkey", Constraint::Kind::foreign_key},
    {"primary", Constraint::Kind::primary_key},
    {"unique", Constraint::Kind::unique},
});

// Without a type, no naming convention applies.
std::optional<Constraint::Kind> constraint_type(const Arguments& arguments) {
  const auto type = arguments.optional_text("type_");
  if (!type) return {};
  for (const ConstraintType& known : constraint_types) {
    if (known.name == *type) return known.kind;
  }
  alembic_refuses(arguments.label("type_") + ": '" + *type + "'");
}

// Without columns Alembic adds nothing, and its statement ends there.
Statements add_key(Constraint::Kind kind, const Arguments& arguments, const Lowering& lowering) {
  Constraint constraint = start(kind, arguments);
  constraint.columns = column_names(arguments.at("columns"), arguments.label("columns"));
  if (constraint.columns.empty()) {
    const NamedTable table{arguments.optional_name("schema"), arguments.name("table_name")};
    return {"ALTER TABLE " + quote_qualified(table.schema, table.name) + " ADD"};
  }
  refuse_duplicates(constraint.columns, "a key");
  return add_constraint(constraint, arguments, lowering);
}

// Alembic needs the name of a column for each element.
void refuse_text_elements(const std::vector<python::Value>& elements) {
  for (const python::Value& element : elements) {
    const python::Sequence* pair = element.sequence();
    if (pair && !pair->items.empty() && construct_name(pair->items.front()) == "text") {
      alembic_refuses("text() in op.create_exclude_constraint");
    }
  }
}

}  // namespace

Statements create_check_constraint(const Arguments& arguments, const Lowering& lowering) {
  Constraint constraint = start(Constraint::Kind::check, arguments);
  constraint.expression =
      ddl_expression_sql(arguments.at("condition"), arguments.label("condition"), lowering.options);
  return add_constraint(constraint, arguments, lowering);
}

Statements create_exclude_constraint(const Arguments& arguments, const Lowering& lowering) {
  Constraint constraint = start(Constraint::Kind::exclude, arguments);
  refuse_text_elements(arguments.rest());
  constraint.expression = exclusion_elements(arguments.rest(), arguments, lowering.options);
  if (arguments.has("where")) {
    constraint.where =
        ddl_expression_sql(arguments.at("where"), arguments.label("where"), lowering.options);
  }
  return add_constraint(constraint, arguments, lowering);
}

Statements create_foreign_key(const Arguments& arguments, const Lowering& lowering) {
  Constraint constraint = start(Constraint::Kind::foreign_key, arguments);
  constraint.columns = column_names(arguments.at("local_cols"), arguments.label("local_cols"));
  constraint.referred_columns =
      column_names(arguments.at("remote_cols"), arguments.label("remote_cols"));
  check_foreign_key_columns(constraint);
  constraint.referred_schema = arguments.optional_name("referent_schema");
  constraint.referred_table = arguments.name("referent_table");
  read_foreign_key_options(arguments, constraint);
  return add_constraint(constraint, arguments, lowering, "source_table", "source_schema");
}

Statements create_primary_key(const Arguments& arguments, const Lowering& lowering) {
  return add_key(Constraint::Kind::primary_key, arguments, lowering);
}

Statements create_unique_constraint(const Arguments& arguments, const Lowering& lowering) {
  return add_key(Constraint::Kind::unique, arguments, lowering);
}

Statements drop_constraint(const Arguments& arguments, const Lowering& lowering) {
  const NamedTable table{arguments.optional_name("schema"), arguments.name("table_name")};
  const auto type = constraint_type(arguments);
  auto name = arguments.optional_name("constraint_name");
  if (type) name = final_name(*type, name, table, lowering.options.naming_convention);
  // A naming convention may do without the columns only for a primary key.
  if (!name && type == Constraint::Kind::primary_key) {
    refuse("the name of the primary key depends on the project's naming convention");
  }
  if (!name) alembic_refuses("to drop a constraint that has no name");
  const std::string if_exists = arguments.flag("if_exists") ? "IF EXISTS " : "";
  return {"ALTER TABLE " + quote_qualified(table.schema, table.name) + " DROP CONSTRAINT " +
          if_exists + quote_limited(*name)};
}

}  // namespace migcheck::alembic
