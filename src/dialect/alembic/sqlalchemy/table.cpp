#include "dialect/alembic/sqlalchemy/table.h"

#include <algorithm>
#include <set>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/table_reference.h"

namespace migcheck::alembic {

using python::Value;

namespace {

bool names_column(const Constraint& constraint, const Column& column) {
  return std::any_of(constraint.columns.begin(), constraint.columns.end(),
                     [&](const Name& name) { return name.text == column.name.text; });
}

Constraint* find_key(Table& table) {
  for (Constraint& constraint : table.constraints) {
    if (constraint.kind == Constraint::Kind::primary_key) return &constraint;
  }
  return nullptr;
}

const Constraint* find_key(const Table& table) {
  return table.constraints.empty() ||
                 table.constraints.front().kind != Constraint::Kind::primary_key
             ? nullptr
             : &table.constraints.front();
}

Column* find_column(Table& table, const Name& name) {
  for (Column& column : table.columns) {
    if (column.name.text == name.text) return &column;
  }
  return nullptr;
}

bool has_foreign_key(const Table& table, const Column& column) {
  return std::any_of(
      table.constraints.begin(), table.constraints.end(), [&](const auto& constraint) {
        return constraint.kind == Constraint::Kind::foreign_key && names_column(constraint, column);
      });
}

// Whether a column that is alone in the key, and does not say so itself, autoincrements.
bool autoincrements_by_itself(const Table& table, const Column& column) {
  using enum Column::Autoincrement;
  if (column.autoincrement != automatic && column.autoincrement != ignore_foreign_key) return false;
  if (column.type->serial.empty() || column.has_server_default) return false;
  if (column.has_client_default && !column.default_is_sequence) return false;
  return column.autoincrement == ignore_foreign_key || !has_foreign_key(table, column);
}

void refuse_second_autoincrement(const Table& table, const Constraint& key, const Column& first) {
  for (const Column& column : table.columns) {
    if (&column != &first && column.autoincrement == Column::Autoincrement::on &&
        names_column(key, column)) {
      alembic_refuses("two columns of one key with autoincrement=True");
    }
  }
}

// Source: SQLAlchemy's PrimaryKeyConstraint._autoincrement_column.
const Column* autoincrement_column(const Table& table) {
  const Constraint* key = find_key(table);
  if (!key) return nullptr;
  for (const Column& column : table.columns) {
    if (!names_column(*key, column)) continue;
    if (column.autoincrement == Column::Autoincrement::on) {
      refuse_second_autoincrement(table, *key, column);
      if (column.type->serial.empty()) {
        alembic_refuses("autoincrement=True on column '" + column.name.text +
                        "', which is not an integer");
      }
      return &column;
    }
    if (key->columns.size() == 1 && autoincrements_by_itself(table, column)) return &column;
  }
  return nullptr;
}

// The key of the columns' own flags, unless there is an explicit one.
void complete_key(Table& table) {
  Constraint* key = find_key(table);
  if (!key) {
    Constraint implicit;
    implicit.kind = Constraint::Kind::primary_key;
    implicit.is_implicit = true;
    key = &*table.constraints.insert(table.constraints.begin(), implicit);
  }
  if (key->columns.empty()) {
    for (const Column& column : table.columns) {
      if (column.primary_key) key->columns.push_back(column.name);
    }
  }
  for (const Name& name : key->columns) {
    Column* column = find_column(table, name);
    if (!column) alembic_refuses("a primary key over '" + name.text + "', which is no column");
    column->primary_key = true;
    if (!column->nullable_given) column->nullable = false;
  }
  std::stable_partition(table.constraints.begin(), table.constraints.end(),
                        [](const auto& c) { return c.kind == Constraint::Kind::primary_key; });
}

void order_implicit_key(Table& table) {
  Constraint* key = find_key(table);
  const Column* first = autoincrement_column(table);
  if (!key->is_implicit || !first) return;
  std::stable_partition(key->columns.begin(), key->columns.end(),
                        [&](const Name& name) { return name.text == first->name.text; });
}

// What unique=True, index=True, ForeignKey and a checking Enum of a column add to the table.
void add_column_constraints(Table& table, const LoweringOptions& options) {
  for (const Column& column : table.columns) {
    if (column.index) {
      Index index;
      index.elements.push_back({quote(column.name), column.key, true});
      index.unique = column.unique;
      table.indexes.push_back(std::move(index));
    } else if (column.unique) {
      Constraint unique;
      unique.columns = {column.name};
      table.constraints.push_back(std::move(unique));
    }
    if (auto check = label_check(column.name, *column.type, options)) {
      table.constraints.push_back(std::move(*check));
    }
    table.constraints.insert(table.constraints.end(), column.foreign_keys.begin(),
                             column.foreign_keys.end());
  }
}

bool convention_names_keys(const NamingConvention& convention) {
  return std::any_of(
      convention.templates.begin(), convention.templates.end(),
      [](const auto& entry) { return entry.second.find("_key)s") != std::string::npos; });
}

// "key text_ops" → "name text_ops"
void resolve_key(IndexElement& element, const Column& column) {
  const std::string written = quote(element.key);
  if (!element.is_column || column.key != element.key || !element.sql.starts_with(written)) return;
  element.sql.replace(0, written.size(), quote(column.name));
  element.key = column.name.text;
}

// Constraints and indexes name columns by key, which may differ from the name.
void resolve_keys(Table& table) {
  std::vector<const Column*> with_keys;
  for (const Column& column : table.columns) {
    if (column.key != column.name.text) with_keys.push_back(&column);
  }
  if (with_keys.empty()) return;
  if (convention_names_keys(table.convention)) {
    refuse("a naming convention with the keys of columns is not read");
  }
  for (Index& index : table.indexes) {
    for (IndexElement& element : index.elements) {
      for (const Column* column : with_keys) resolve_key(element, *column);
    }
  }
  for (Constraint& constraint : table.constraints) {
    for (Name& name : constraint.columns) {
      for (const Column* column : with_keys) {
        if (column->key == name.text) name = column->name;
      }
    }
  }
}

// The last key is the one that counts.
void drop_key(Table& table) {
  std::erase_if(table.constraints, [](const Constraint& constraint) {
    return constraint.kind == Constraint::Kind::primary_key;
  });
}

// What SQLAlchemy refuses a table for: a column twice, a constraint on a column that is not there.
void check_columns(const Table& table) {
  std::set<std::string_view> names;
  for (const Column& column : table.columns) {
    if (!names.insert(column.name.text).second) {
      alembic_refuses("a table that has the column '" + column.name.text + "' twice");
    }
  }
  for (const Constraint& constraint : table.constraints) {
    for (const Name& name : constraint.columns) {
      if (!names.contains(name.text)) {
        alembic_refuses("a constraint on '" + name.text + "', which is no column of the table");
      }
    }
  }
}

// A column without a type takes that of the column of the same table that it refers to.
void take_referred_types(Table& table) {
  for (Column& column : table.columns) {
    if (!column.type->is_null() || column.foreign_keys.empty()) continue;
    const Constraint& reference = column.foreign_keys.front();
    if (reference.referred_table != table.name || reference.referred_schema != table.schema) {
      continue;
    }
    const Column* referred = find_column(table, reference.referred_columns.front());
    if (referred) column.type = referred->type;
  }
}

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

void add_table_items(const std::vector<Value>& items, const LoweringOptions& options,
                     Table& table) {
  for (const Value& item : items) {
    if (item.is_unknown()) refuse_value(item, "an argument of a table", "a column");
    if (auto constraint = lower_constraint(item, options)) {
      if (constraint->kind == Constraint::Kind::primary_key) drop_key(table);
      table.constraints.push_back(std::move(*constraint));
    } else if (is_construct(item, "Index")) {
      table.indexes.push_back(lower_index(item, options));
    } else if (!item.is_none()) {
      table.columns.push_back(lower_column(item, "an argument of a table", options));
    }
  }
  resolve_keys(table);
  check_columns(table);
  take_referred_types(table);
  add_column_constraints(table, options);
  complete_key(table);
  order_implicit_key(table);
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

std::vector<Name> generated_key_columns(const Table& table) {
  const Column* autoincrements = autoincrement_column(table);
  std::vector<Name> names;
  for (const Column& column : table.columns) {
    if (!column.primary_key) continue;
    const bool generated =
        &column == autoincrements || column.has_server_default || column.identity;
    if (generated && !column.has_client_default) names.push_back(column.name);
  }
  return names;
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
