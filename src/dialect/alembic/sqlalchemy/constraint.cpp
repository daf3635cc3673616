#include "dialect/alembic/sqlalchemy/constraint.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/expression.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/table_reference.h"

namespace migcheck::alembic {

using python::Value;

namespace {

using Others = Signature::Others;
using Rest = Signature::Rest;

std::string quoted_list(const std::vector<Name>& names) {
  std::vector<std::string> parts;
  for (const Name& name : names) parts.push_back(quote(name));
  return join(parts, ", ");
}

std::string distinct_sql(std::optional<bool> nulls_not_distinct) {
  if (!nulls_not_distinct) return {};
  return *nulls_not_distinct ? "NULLS NOT DISTINCT " : "NULLS DISTINCT ";
}

std::string foreign_key_sql(const Constraint& constraint) {
  std::string sql = "FOREIGN KEY(" + quoted_list(constraint.columns) + ") REFERENCES " +
                    quote_qualified(constraint.referred_schema, constraint.referred_table) + " (" +
                    quoted_list(constraint.referred_columns) + ")";
  if (!constraint.match.empty()) sql += " MATCH " + constraint.match;
  if (!constraint.on_delete.empty()) sql += " ON DELETE " + constraint.on_delete;
  if (!constraint.on_update.empty()) sql += " ON UPDATE " + constraint.on_update;
  return sql;
}

// From SQLAlchemy 2.0.41 on.
std::string include_sql(const Constraint& constraint) {
  return constraint.include.empty() ? "" : " INCLUDE (" + quoted_list(constraint.include) + ")";
}

std::string body_sql(const Constraint& constraint) {
  switch (constraint.kind) {
    case Constraint::Kind::primary_key:
      return "PRIMARY KEY (" + quoted_list(constraint.columns) + ")" + include_sql(constraint);
    case Constraint::Kind::unique:
      return "UNIQUE " + distinct_sql(constraint.nulls_not_distinct) + "(" +
             quoted_list(constraint.columns) + ")" + include_sql(constraint);
    case Constraint::Kind::check:
      return "CHECK (" + constraint.expression + ")";
    case Constraint::Kind::foreign_key:
      return foreign_key_sql(constraint);
    case Constraint::Kind::exclude:
      break;
  }
  std::string sql = "EXCLUDE USING " + constraint.expression;
  if (!constraint.where.empty()) sql += " WHERE (" + constraint.where + ")";
  return sql;
}

// One of the phrases that SQLAlchemy lets through, in any case.
std::string phrase(const Arguments& arguments, std::string_view parameter,
                   std::initializer_list<std::string_view> allowed) {
  const auto text = arguments.optional_text(parameter);
  if (!text) return {};
  const std::string lower = to_lower(*text);
  const bool is_column_list = lower.starts_with("set ") && lower.ends_with(")");
  if (std::find(allowed.begin(), allowed.end(), lower) != allowed.end() || is_column_list) {
    return *text;
  }
  alembic_refuses(arguments.label(parameter) + ": '" + *text + "'");
}

// "schema.table.column" into its parts; the schema may have dots itself.
struct Target {
  std::optional<Name> schema;
  Name table;
  Name column;
};

Target parse_target(const std::string& text) {
  const std::size_t last = text.rfind('.');
  if (last == std::string::npos) {
    alembic_refuses("the foreign key '" + text + "': it names no column");
  }
  Target target;
  target.column.text = text.substr(last + 1);
  const std::string table = text.substr(0, last);
  const std::size_t dot = table.rfind('.');
  if (dot == std::string::npos) {
    target.table.text = table;
  } else {
    target.schema = Name{table.substr(0, dot)};
    target.table.text = table.substr(dot + 1);
  }
  return target;
}

// users.c.id or users.c["id"].
std::optional<Target> column_target(const Value& value, const LoweringOptions& options) {
  const python::External* column = value.external();
  if (!column || column->operands.empty()) return {};
  const python::External* collection = column->operands.front().external();
  if (!collection || collection->kind != python::External::Kind::attribute) return {};
  if (collection->path != "c" && collection->path != "columns") return {};
  const TableReferencePtr table = lower_table_reference(collection->operands.front(), options);
  if (!table) return {};
  const std::string key = column->kind == python::External::Kind::subscript
                              ? as_text(column->operands.at(1), "the name of a column")
                              : column->path;
  const ReferencedColumn* found = table->find(key);
  return Target{table->schema, table->name, found ? found->name : Name{key}};
}

// " int4_ops" for the column of that key; empty if it has none.
std::string operator_class(const python::Dict* classes, const std::string& key) {
  if (!classes) return {};
  for (const auto& [column, name] : classes->items) {
    if (as_text(column, "a key of ops") == key) return " " + as_text(name, "a value of ops");
  }
  return {};
}

constexpr std::string_view shared_keywords =
    "name deferrable initially info comment _create_rule postgresql_not_valid "
    "postgresql_nulls_not_distinct postgresql_include";

Constraint lower_key(const Value& value, Constraint::Kind kind) {
  const Arguments arguments(call_arguments(value), {construct_name(value), "", shared_keywords,
                                                    Others::dialect, Rest::collected});
  Constraint constraint;
  constraint.kind = kind;
  for (const Value& column : arguments.rest()) {
    constraint.columns.push_back(column_name(column, "a column of a constraint"));
  }
  read_constraint_options(arguments, constraint);
  return constraint;
}

Constraint lower_check(const Value& value, const LoweringOptions& options) {
  const Arguments arguments(
      call_arguments(value),
      {"CheckConstraint",
       "sqltext name deferrable initially table info _create_rule _autoattach _type_bound",
       "postgresql_not_valid comment", Others::dialect});
  Constraint constraint;
  constraint.kind = Constraint::Kind::check;
  constraint.expression =
      ddl_expression_sql(arguments.at("sqltext"), arguments.label("sqltext"), options);
  read_constraint_options(arguments, constraint);
  return constraint;
}

Constraint lower_foreign_key(const Value& value, const LoweringOptions& options) {
  const Arguments arguments(call_arguments(value),
                            {"ForeignKeyConstraint",
                             "columns refcolumns name onupdate ondelete deferrable initially "
                             "use_alter link_to_name match "
                             "table info comment",
                             "postgresql_not_valid", Others::dialect});
  Constraint constraint;
  constraint.kind = Constraint::Kind::foreign_key;
  constraint.columns = column_names(arguments.at("columns"), arguments.label("columns"));
  for (const Value& target : arguments.list("refcolumns")) {
    add_reference(constraint, target, arguments.label("refcolumns"), options);
  }
  check_foreign_key_columns(constraint);
  read_constraint_options(arguments, constraint);
  read_foreign_key_options(arguments, constraint);
  return constraint;
}

Constraint lower_exclusion(const Value& value, const LoweringOptions& options) {
  const Arguments arguments(
      call_arguments(value),
      {"ExcludeConstraint", "", "name deferrable initially using where ops info comment",
       Others::dialect, Rest::collected});
  Constraint constraint;
  constraint.kind = Constraint::Kind::exclude;
  constraint.expression = exclusion_elements(arguments.rest(), arguments, options);
  if (arguments.has("where")) {
    constraint.where = ddl_expression_sql(arguments.at("where"), arguments.label("where"), options);
  }
  read_constraint_options(arguments, constraint);
  return constraint;
}

}  // namespace

std::string constraint_sql(const Constraint& constraint, const std::optional<Name>& name) {
  std::string sql;
  if (name) sql += "CONSTRAINT " + quote_limited(*name) + " ";
  sql += body_sql(constraint);
  if (constraint.deferrable) sql += *constraint.deferrable ? " DEFERRABLE" : " NOT DEFERRABLE";
  if (!constraint.initially.empty()) sql += " INITIALLY " + constraint.initially;
  if (constraint.not_valid) sql += " NOT VALID";
  return sql;
}

void read_constraint_options(const Arguments& arguments, Constraint& constraint) {
  if (arguments.has("name")) constraint.name = arguments.name("name");
  constraint.deferrable = arguments.optional_flag("deferrable");
  constraint.initially = phrase(arguments, "initially", {"deferred", "immediate"});
  constraint.not_valid = arguments.flag("postgresql_not_valid");
  constraint.nulls_not_distinct = arguments.optional_flag("postgresql_nulls_not_distinct");
  if (arguments.has("postgresql_include")) {
    constraint.include =
        column_names(arguments.at("postgresql_include"), arguments.label("postgresql_include"));
  }
}

void read_foreign_key_options(const Arguments& arguments, Constraint& constraint) {
  const auto actions = {std::string_view("restrict"), std::string_view("cascade"),
                        std::string_view("set null"), std::string_view("no action"),
                        std::string_view("set default")};
  constraint.on_delete = phrase(arguments, "ondelete", actions);
  constraint.on_update = phrase(arguments, "onupdate", actions);
  constraint.use_alter = arguments.flag("use_alter");
  constraint.match = arguments.optional_text("match").value_or("");
}

void check_foreign_key_columns(const Constraint& constraint) {
  if (constraint.columns.empty()) alembic_refuses("a foreign key without columns");
  if (constraint.columns.size() != constraint.referred_columns.size()) {
    alembic_refuses("a foreign key that does not have as many columns as it refers to");
  }
  refuse_duplicates(constraint.columns, "a foreign key");
}

void refuse_duplicates(const std::vector<Name>& columns, std::string_view of) {
  std::set<std::string_view> seen;
  for (const Name& column : columns) {
    if (!seen.insert(column.text).second) {
      alembic_refuses(std::string(of) + " that has the column '" + column.text + "' twice");
    }
  }
}

Name column_name(const Value& value, std::string_view label) {
  const std::string_view construct = construct_name(value);
  if (construct == "Column" || construct == "column") {
    const auto arguments = call_arguments(value);
    for (const python::Argument& argument : arguments) {
      if (argument.keyword == "name") return as_name(argument.value, label);
    }
    if (!arguments.empty()) return as_name(arguments.front().value, label);
  }
  const python::External* external = value.external();
  if (external && external->kind == python::External::Kind::attribute &&
      !external->operands.empty()) {
    const python::External* collection = external->operands.front().external();
    if (collection && (collection->path == "c" || collection->path == "columns")) {
      return {external->path};
    }
  }
  return as_name(value, label);
}

std::vector<Name> column_names(const Value& value, std::string_view label) {
  std::vector<Name> names;
  if (const auto* text = value.as<std::string>()) {
    // A string where a list is expected is the list of its characters, as in Python.
    for (const char c : *text) names.push_back({std::string(1, c)});
    return names;
  }
  for (const Value& item : as_list(value, label)) names.push_back(column_name(item, label));
  return names;
}

void add_reference(Constraint& constraint, const Value& value, std::string_view label,
                   const LoweringOptions& options) {
  auto target = column_target(value, options);
  if (!target) target = parse_target(as_text(value, label));
  if (!constraint.referred_columns.empty() && (constraint.referred_table != target->table ||
                                               constraint.referred_schema != target->schema)) {
    alembic_refuses("a foreign key to two tables");
  }
  constraint.referred_schema = target->schema;
  constraint.referred_table = target->table;
  constraint.referred_columns.push_back(target->column);
}

std::optional<Constraint> lower_constraint(const Value& value, const LoweringOptions& options) {
  const std::string_view construct = construct_name(value);
  if (construct == "UniqueConstraint") return lower_key(value, Constraint::Kind::unique);
  if (construct == "PrimaryKeyConstraint") return lower_key(value, Constraint::Kind::primary_key);
  if (construct == "CheckConstraint") return lower_check(value, options);
  if (construct == "ForeignKeyConstraint") return lower_foreign_key(value, options);
  if (construct == "ExcludeConstraint") return lower_exclusion(value, options);
  return {};
}

Constraint lower_column_foreign_key(const Value& value, const Name& column,
                                    const LoweringOptions& options) {
  const Arguments arguments(call_arguments(value),
                            {"ForeignKey",
                             "column _constraint use_alter name onupdate ondelete deferrable "
                             "initially link_to_name match "
                             "info comment _unresolvable",
                             "postgresql_not_valid", Others::dialect});
  Constraint constraint;
  constraint.kind = Constraint::Kind::foreign_key;
  constraint.columns = {column};
  add_reference(constraint, arguments.at("column"), arguments.label("column"), options);
  read_constraint_options(arguments, constraint);
  read_foreign_key_options(arguments, constraint);
  return constraint;
}

std::string exclusion_elements(const std::vector<Value>& elements, const Arguments& arguments,
                               const LoweringOptions& options) {
  const Value* operator_classes = arguments.find("ops");
  const python::Dict* classes = operator_classes ? operator_classes->dict() : nullptr;
  if (elements.empty()) alembic_refuses("an exclusion constraint without elements");
  std::vector<std::string> parts;
  for (const Value& element : elements) {
    const auto pair = as_list(element, "an element of an exclusion constraint");
    if (pair.size() != 2) refuse("an element of an exclusion constraint is not a pair");
    const IndexElement column =
        exclusion_element(pair[0], "an element of an exclusion constraint", options);
    parts.push_back(column.sql + operator_class(classes, column.key) + " WITH " +
                    as_text(pair[1], "an operator of an exclusion constraint"));
  }
  const std::string method = to_lower(arguments.optional_text("using").value_or("gist"));
  return method + " (" + join(parts, ", ") + ")";
}

}  // namespace migcheck::alembic
