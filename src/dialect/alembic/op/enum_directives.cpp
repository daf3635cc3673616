// op.sync_enum_values of alembic_postgresql_enum.
// Source: its documentation and its operations/sync_enum_values and sql_commands modules.

#include <array>
#include <utility>

#include "core/text.h"
#include "dialect/alembic/op/directive.h"
#include "dialect/alembic/op/quoted.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

namespace {

using python::Value;

std::string literal(const std::string& text) { return "'" + text + "'"; }

using Renames = std::vector<std::pair<std::string, std::string>>;

struct Column {
  std::string table;  // with its schema, quoted
  std::string name;   // quoted
  bool is_array = false;
  std::optional<std::string> default_sql;
};

struct EnumChange {
  std::string schema;
  std::string name;
  std::vector<std::string> values;
  std::vector<Column> columns;
  Renames renames;

  std::string type() const { return quoted(schema) + "." + quoted(name); }
  std::string old_name() const { return name + "_old"; }
  std::string old_type() const { return quoted(schema) + "." + quoted(old_name()); }
};

bool is_array(const Arguments& arguments) {
  const Value* type = arguments.find("column_type");
  const python::External* external = type ? type->external() : nullptr;
  if (!type) return false;
  if (external && external->last_name() == "COMMON") return false;
  if (external && external->last_name() == "ARRAY") return true;
  refuse_value(*type, arguments.label("column_type"), "a ColumnType");
}

// A pair of names is the older form: the extension asks the database for the column's default.
Column read_column(const Value& value, const std::string& enum_schema) {
  if (value.sequence()) {
    refuse(
        "op.sync_enum_values asks the database for the default of a column that is not written "
        "as a TableReference");
  }
  if (called_name(value) != "TableReference") {
    refuse_value(value, "an affected column of op.sync_enum_values", "a TableReference");
  }
  const Arguments arguments(call_arguments(value),
                            {"TableReference",
                             "table_name column_name table_schema column_type "
                             "existing_server_default"});
  const std::string schema = arguments.optional_text("table_schema").value_or(enum_schema);
  Column column;
  column.table =
      (schema.empty() ? "" : quoted(schema) + ".") + quoted(arguments.text("table_name"));
  column.name = quoted(arguments.text("column_name"));
  column.is_array = is_array(arguments);
  column.default_sql = arguments.optional_text("existing_server_default");
  return column;
}

Renames read_renames(const Arguments& arguments) {
  Renames renames;
  const std::string label = arguments.label("enum_values_to_rename");
  for (const Value& pair : arguments.list("enum_values_to_rename")) {
    const std::vector<Value> names = as_list(pair, label);
    if (names.size() != 2) alembic_refuses("a value to rename that is not a pair");
    renames.emplace_back(as_text(names[0], label), as_text(names[1], label));
  }
  return renames;
}

EnumChange read_change(const Arguments& arguments) {
  EnumChange change;
  change.schema = arguments.text("enum_schema");
  change.name = arguments.text("enum_name");
  for (const Value& value : arguments.list("new_values")) {
    change.values.push_back(as_text(value, arguments.label("new_values")));
  }
  for (const Value& column : arguments.list("affected_columns")) {
    change.columns.push_back(read_column(column, change.schema));
  }
  change.renames = read_renames(arguments);
  return change;
}

// The comparisons of the new type with the old one, which the indexes and checks of the columns
// need while these change.
struct Comparison {
  std::string_view operation;
  std::string_view function;
};
constexpr auto comparisons =
    std::to_array<Comparison>({{"!=", "new_old_not_equals"}, {"=", "new_old_equals"}});

std::string comparison_parameters(const EnumChange& change) {
  return "new_enum_val " + change.type() + ", old_enum_val " + change.old_type();
}

std::string create_function_sql(const EnumChange& change, const Comparison& comparison) {
  std::string old_value = "old_enum_val::text";
  if (!change.renames.empty()) {
    std::string cases = "CASE";
    for (const auto& [from, to] : change.renames) {
      cases += " WHEN old_enum_val::text = " + literal(from) + " THEN " + literal(to);
    }
    old_value = cases + " ELSE old_enum_val::text END";
  }
  return "CREATE FUNCTION " + std::string(comparison.function) + "( " +
         comparison_parameters(change) + " ) RETURNS boolean AS $$ SELECT new_enum_val::text " +
         std::string(comparison.operation) + " " + old_value + "; $$ LANGUAGE SQL IMMUTABLE";
}

std::string create_operator_sql(const EnumChange& change, const Comparison& comparison) {
  return "CREATE OPERATOR " + std::string(comparison.operation) + " ( leftarg = " + change.type() +
         ", rightarg = " + change.old_type() + ", procedure = " + std::string(comparison.function) +
         " )";
}

std::string cast_sql(const EnumChange& change, const Column& column) {
  const std::string type = change.type() + (column.is_array ? "[]" : "");
  const std::string text = column.name + "::text" + (column.is_array ? "[]" : "");
  std::string cast = text;
  if (column.is_array) {
    for (const auto& [from, to] : change.renames) {
      cast = "array_replace(" + cast + ", " + literal(from) + ", " + literal(to) + ")";
    }
    cast += "::" + type;
  } else if (change.renames.empty()) {
    cast += "::" + type;
  } else {
    cast = "CASE";
    for (const auto& [from, to] : change.renames) {
      cast += " WHEN " + text + " = " + literal(from) + " THEN " + literal(to) + "::" + type;
    }
    cast += " ELSE " + text + "::" + type + " END";
  }
  return "ALTER TABLE " + column.table + " ALTER COLUMN " + column.name + " TYPE " + type +
         " USING " + cast;
}

// "'open'::public.state" with the new names; the type stays in front of what is behind the "::".
std::string renamed_default(const EnumChange& change, const std::string& default_sql) {
  if (default_sql.starts_with("ARRAY[")) {
    refuse("op.sync_enum_values rewrites the default " + default_sql + ", which is not followed");
  }
  const bool is_array = default_sql.ends_with("[]");
  std::string value = default_sql.substr(0, default_sql.find("::"));
  for (const auto& [from, to] : change.renames) {
    value = replace_all(replace_all(value, literal(from), literal(to)), quoted(from), quoted(to));
  }
  const std::string type = change.schema.empty() ? change.name : change.schema + "." + change.name;
  return value + "::" + type + (is_array ? "[]" : "");
}

void add_column_change(const EnumChange& change, const Column& column, Statements& statements) {
  const std::string alter = "ALTER TABLE " + column.table + " ALTER COLUMN " + column.name;
  if (column.default_sql) statements.push_back(alter + " DROP DEFAULT");
  statements.push_back(cast_sql(change, column));
  if (column.default_sql) {
    statements.push_back(alter + " SET DEFAULT " + renamed_default(change, *column.default_sql));
  }
}

}  // namespace

Statements sync_enum_values(const Arguments& arguments, const Lowering& /*lowering*/) {
  const EnumChange change = read_change(arguments);
  std::vector<std::string> values;
  for (const std::string& value : change.values) values.push_back(literal(value));
  Statements statements = {
      "ALTER TYPE " + change.type() + " RENAME TO " + change.old_name(),
      "CREATE TYPE " + change.type() + " AS ENUM(" + join(values, ", ") + ")",
  };
  for (const Comparison& comparison : comparisons) {
    statements.push_back(create_function_sql(change, comparison));
    statements.push_back(create_operator_sql(change, comparison));
  }
  for (const Column& column : change.columns) add_column_change(change, column, statements);
  for (const Comparison& comparison : comparisons) {
    statements.push_back("DROP FUNCTION " + std::string(comparison.function) + "( " +
                         comparison_parameters(change) + " ) CASCADE");
  }
  statements.push_back("DROP TYPE " + change.old_type());
  return statements;
}

}  // namespace migcheck::alembic
