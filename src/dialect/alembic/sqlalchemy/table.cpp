#include "dialect/alembic/sqlalchemy/table.h"

#include <algorithm>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/table_parts.h"
#include "dialect/alembic/sqlalchemy/table_reference.h"

namespace migcheck::alembic {

using python::Value;

namespace {

void append_option(const Arguments& arguments, std::string_view parameter, std::string_view sql,
                   std::string& options) {
  if (const auto text = arguments.optional_text(parameter)) {
    options += "\n " + std::string(sql) + " " + *text;
  }
}

std::string inherits_sql(const Arguments& arguments) {
  if (!arguments.has("postgresql_inherits")) return {};
  std::vector<std::string> parents;
  const Value& value = arguments.at("postgresql_inherits");
  const std::string label = arguments.label("postgresql_inherits");
  if (value.sequence()) {
    for (const Value& parent : value.sequence()->items) {
      parents.push_back(quote(as_name(parent, label)));
    }
  } else {
    parents.push_back(quote(as_name(value, label)));
  }
  return "\n INHERITS ( " + join(parents, ", ") + " )";
}

void apply_quoting(const Arguments& arguments, std::string_view parameter, Name& name) {
  if (const auto always = arguments.optional_flag(parameter)) {
    name.quoting = *always ? Name::Quoting::always : Name::Quoting::never;
  }
}

}  // namespace

void read_table_options(const Arguments& arguments, Table& table) {
  table.schema = arguments.optional_name("schema");
  apply_quoting(arguments, "quote", table.name);
  if (table.schema) apply_quoting(arguments, "quote_schema", *table.schema);
  table.comment = arguments.optional_text("comment").value_or("");
  for (const Value& prefix : arguments.list("prefixes")) {
    table.prefixes.push_back(as_text(prefix, arguments.label("prefixes")));
  }
  table.if_not_exists = arguments.flag("if_not_exists") ? IfExists::yes : IfExists::no;
  table.options = inherits_sql(arguments);
  append_option(arguments, "postgresql_partition_by", "PARTITION BY", table.options);
  append_option(arguments, "postgresql_using", "USING", table.options);
  if (const auto oids = arguments.optional_flag("postgresql_with_oids")) {
    table.options += *oids ? "\n WITH OIDS" : "\n WITHOUT OIDS";
  }
  if (auto action = arguments.optional_text("postgresql_on_commit")) {
    std::transform(action->begin(), action->end(), action->begin(), [](char c) {
      return c == '_' ? ' ' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    table.options += "\n ON COMMIT " + *action;
  }
  if (const auto tablespace = arguments.optional_name("postgresql_tablespace")) {
    table.options += "\n TABLESPACE " + quote(*tablespace);
  }
}

Table lower_table(const Value& value, const LoweringOptions& options) {
  const bool is_directive = construct_name(value) == "create_table";
  const std::string keywords(table_keywords);
  const Arguments arguments(call_arguments(value),
                            {is_directive ? "op.create_table" : "sa.Table",
                             is_directive ? "table_name" : "table_name metadata", keywords,
                             Signature::Others::dialect, Signature::Rest::collected});
  Table table;
  table.name = arguments.name("table_name");
  table.convention = is_directive ? options.naming_convention : NamingConvention();
  if (const Value* metadata = arguments.find("metadata")) {
    table.convention = convention_of(*metadata);
  }
  read_table_options(arguments, table);
  if (!is_directive) {
    table.belongs_to_metadata = true;
    if (!arguments.find("schema")) table.schema = metadata_schema(arguments.find("metadata"));
  }
  add_table_items(arguments.rest(), options, table);
  return table;
}

std::string column_sql(const Column& column, const Table& table) {
  std::string sql = quote(column.name) + " ";
  const bool is_serial = column.primary_key && !column.identity && !column.has_client_default &&
                         autoincrement_column(table) == &column;
  if (is_serial) {
    sql += column.type->serial;
  } else {
    const std::string type = column.type->sql_in(table.schema);
    if (type.empty() && table.belongs_to_metadata && !column.foreign_keys.empty()) {
      refuse("column '" + column.name.text + "' has the type of the column that it refers to");
    }
    if (type.empty()) alembic_refuses("column '" + column.name.text + "' without a type");
    sql += type;
    if (!column.server_default.empty()) sql += " DEFAULT " + column.server_default;
  }
  if (!column.computed.empty()) sql += " GENERATED ALWAYS AS (" + column.computed + ") STORED";
  if (column.identity) sql += " " + *column.identity;
  if (!column.nullable && !column.identity) sql += " NOT NULL";
  if (column.nullable && column.identity) sql += " NULL";
  for (const Constraint& check : column.checks) {
    sql += " " + constraint_sql(check, final_name(check, table.named(), table.convention));
  }
  return sql;
}

std::string create_table_sql(const Table& table) {
  std::string sql = "CREATE ";
  for (const std::string& prefix : table.prefixes) sql += prefix + " ";
  sql += "TABLE ";
  if (table.if_not_exists == IfExists::yes) sql += "IF NOT EXISTS ";
  sql += table.sql_name() + " (";
  std::string_view separator = "\n";
  const auto add = [&](const std::string& line) {
    sql += std::string(separator) + "    " + line;
    separator = ", \n";
  };
  for (const Column& column : table.columns) {
    if (!column.is_system) add(column_sql(column, table));
  }
  for (const Constraint& constraint : table.constraints) {
    const bool is_key = constraint.kind == Constraint::Kind::primary_key;
    if ((is_key && constraint.columns.empty()) || constraint.use_alter) continue;
    add(constraint_sql(constraint, final_name(constraint, table.named(), table.convention)));
  }
  return sql + "\n)" + table.options;
}

std::string create_type_sql(const NamedType& type, const std::optional<Name>& table_schema,
                            const LoweringOptions& options) {
  const std::string name =
      quote_qualified(type.inherits_schema ? table_schema : type.schema, type.name);
  if (type.kind == NamedType::Kind::domain)
    return "CREATE DOMAIN " + name + " AS " + type.definition;
  std::vector<std::string> labels;
  for (const std::string& label : type.labels) labels.push_back(text_literal(label, options));
  return "CREATE TYPE " + name + " AS ENUM (" + join(labels, ", ") + ")";
}

std::string drop_type_sql(const NamedType& type, const std::optional<Name>& table_schema) {
  const std::string name =
      quote_qualified(type.inherits_schema ? table_schema : type.schema, type.name);
  return (type.kind == NamedType::Kind::domain ? "DROP DOMAIN " : "DROP TYPE ") + name;
}

std::string column_comment_sql(const Column& column, const Table& table,
                               const LoweringOptions& options) {
  return "COMMENT ON COLUMN " + table.sql_name() + "." + quote(column.name) + " IS " +
         text_literal(column.comment, options);
}

std::vector<std::string> create_table_statements(const Table& table,
                                                 std::vector<std::string>& created_types,
                                                 const LoweringOptions& options) {
  std::vector<std::string> statements;
  for (const Column& column : table.columns) {
    if (!column.type->named || !column.type->named->create_with_table) continue;
    const std::string sql = create_type_sql(*column.type->named, table.schema, options);
    const std::string name = drop_type_sql(*column.type->named, table.schema);
    if (std::find(created_types.begin(), created_types.end(), name) != created_types.end())
      continue;
    created_types.push_back(name);
    statements.push_back(sql);
  }
  statements.push_back(create_table_sql(table));
  for (const Index& index : table.indexes) {
    statements.push_back(create_index_sql(index, final_name(index, table.named(), table.convention),
                                          table.sql_name(), IfExists::no));
  }
  if (!table.comment.empty()) {
    statements.push_back("COMMENT ON TABLE " + table.sql_name() + " IS " +
                         text_literal(table.comment, options));
  }
  for (const Column& column : table.columns) {
    if (!column.comment.empty()) statements.push_back(column_comment_sql(column, table, options));
  }
  return statements;
}

}  // namespace migcheck::alembic
