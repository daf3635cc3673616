#include "core/text.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/constraint.h"
#include "dialect/alembic/sqlalchemy/dml.h"
#include "dialect/alembic/sqlalchemy/dml_parts.h"
#include "dialect/alembic/sqlalchemy/query.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/table.h"

namespace migcheck::alembic {

using python::Value;

namespace {

// The key columns that SQLAlchemy asks back for, because the database makes them.
std::string implicit_returning(const Dml& dml, const Row& row, const Scope& scope) {
  if (!dml.table->is_schema_item || dml.table->alias) return {};
  const Table table = lower_table(dml.table_value, scope.options);
  std::vector<std::string> parts;
  for (const Name& name : generated_key_columns(table)) {
    if (!find_value(row, name.text)) parts.push_back(dml.table->qualifier() + "." + quote(name));
  }
  return parts.empty() ? std::string() : " RETURNING " + join(parts, ", ");
}

void refuse_client_defaults(const TableReference& table, const Row& row) {
  for (const ReferencedColumn& column : table.columns) {
    if (column.has_default && !find_value(row, column.key)) {
      refuse("column '" + column.name.text + "' has a default of SQLAlchemy, which is not read");
    }
  }
}

std::string columns_and_values(const Dml& dml, const std::vector<Row>& rows, const Scope& scope) {
  const Row& first = rows.front();
  std::vector<std::string> columns;
  std::vector<const ReferencedColumn*> used;
  for (const ReferencedColumn& column : dml.table->columns) {
    if (!find_value(first, column.key)) continue;
    columns.push_back(quote(column.name));
    used.push_back(&column);
  }
  if (columns.empty()) return " DEFAULT VALUES";
  std::vector<TableReferencePtr> tables;
  std::vector<std::string> lists;
  for (const Row& row : rows) {
    std::vector<std::string> values;
    for (const ReferencedColumn* column : used) {
      const Value* value = find_value(row, column->key);
      if (!value) refuse("the rows of values() do not have the same columns");
      values.push_back(value_sql(*value, *column, scope, tables));
    }
    lists.push_back("(" + join(values, ", ") + ")");
  }
  return " (" + join(columns, ", ") + ") VALUES " + join(lists, ", ");
}

std::string conflict_target(const Arguments& arguments, const Scope& scope) {
  if (arguments.has("constraint")) {
    const Value& constraint = arguments.at("constraint");
    return "ON CONSTRAINT " + quote_limited(as_name(constraint, arguments.label("constraint"))) +
           " ";
  }
  if (!arguments.has("index_elements")) return {};
  Scope bare = scope;
  bare.columns = Scope::Columns::bare;
  std::vector<std::string> parts;
  for (const Value& element : arguments.list("index_elements")) {
    const auto* name = element.as<std::string>();
    parts.push_back(name ? quote(*name) : render(build(element, bare), bare));
  }
  std::string target = "(" + join(parts, ", ") + ") ";
  if (arguments.has("index_where")) {
    target += "WHERE " + render(build(arguments.at("index_where"), bare), bare) + " ";
  }
  return target;
}

std::string conflict_assignments(const Dml& dml, const Value& assignments, const Scope& scope) {
  const python::Dict* dict = assignments.dict();
  if (!dict) refuse_value(assignments, "`set_` of on_conflict_do_update", "a dict");
  const Row row = row_of_dict(*dict);
  refuse_unknown_columns(row, *dml.table, scope);
  std::vector<std::string> parts;
  std::vector<TableReferencePtr> tables;
  for (const ReferencedColumn& column : dml.table->columns) {
    const Value* value = find_value(row, column.key);
    if (value)
      parts.push_back(quote(column.name) + " = " + value_sql(*value, column, scope, tables));
  }
  return join(parts, ", ");
}

std::string conflict_sql(const Dml& dml, const Scope& scope) {
  for (const Chain::Step& step : dml.steps) {
    const bool updates = step.method == "on_conflict_do_update";
    if (!updates && step.method != "on_conflict_do_nothing") continue;
    const Arguments arguments(step.call->arguments,
                              {step.method, "constraint index_elements index_where set_ where"});
    std::string sql = " ON CONFLICT " + conflict_target(arguments, scope);
    if (!updates) return sql + "DO NOTHING";
    if (arguments.has("constraint") == arguments.has("index_elements")) {
      alembic_refuses("on_conflict_do_update() without the one constraint or index that it is on");
    }
    sql += "DO UPDATE SET " + conflict_assignments(dml, arguments.at("set_"), scope);
    if (arguments.has("where"))
      sql += " WHERE " + render(build(arguments.at("where"), scope), scope);
    return sql;
  }
  return {};
}

std::string insert_from_select(const Dml& dml, const Scope& scope) {
  for (const Chain::Step& step : dml.steps) {
    if (step.method != "from_select") continue;
    const Arguments arguments(step.call->arguments,
                              {"from_select", "names select include_defaults"});
    std::vector<std::string> columns;
    Row row;
    for (const Name& name : column_names(arguments.at("names"), arguments.label("names"))) {
      const ReferencedColumn* column = dml.table->find(name.text);
      columns.push_back(quote(column ? column->name : name));
      row.emplace_back(name.text, Value{});
    }
    refuse_client_defaults(*dml.table, row);
    return " (" + join(columns, ", ") + ") " + select_sql(arguments.at("select"), scope);
  }
  return {};
}

}  // namespace

std::string insert_sql(const Dml& dml, const Scope& scope) {
  std::string sql = "INSERT INTO " + dml.table->from_sql();
  if (has_step(dml, "from_select")) {
    return sql + insert_from_select(dml, scope) + conflict_sql(dml, scope) +
           returning_sql(dml, scope);
  }
  std::vector<Row> rows = rows_of(dml);
  if (rows.empty() && !has_step(dml, "values")) {
    refuse(scope.label + " has no values: they are given beside it");
  }
  if (rows.empty()) rows.emplace_back();
  for (const Row& row : rows) refuse_unknown_columns(row, *dml.table, scope);
  refuse_client_defaults(*dml.table, rows.front());
  sql += columns_and_values(dml, rows, scope) + conflict_sql(dml, scope);
  const std::string returning = returning_sql(dml, scope);
  const bool asks_back = returning.empty() && rows.size() == 1 && !has_step(dml, "inline");
  return sql + (asks_back ? implicit_returning(dml, rows.front(), scope) : returning);
}

std::vector<std::string> bulk_insert_sql(const Value& table_value, const Value& rows,
                                         const Scope& scope) {
  Dml dml;
  dml.verb = "insert";
  dml.table_value = table_value;
  dml.table = lower_table_reference(table_value, scope.options);
  if (!dml.table) refuse_value(table_value, "`table` of op.bulk_insert", "a table");
  std::vector<std::string> statements;
  if (rows.sequence() && rows.sequence()->kind != python::Sequence::Kind::list) {
    alembic_refuses("rows of op.bulk_insert that are no list");
  }
  for (const Value& item : as_list(rows, "`rows` of op.bulk_insert")) {
    const python::Dict* dict = item.dict();
    if (!dict) refuse_value(item, "a row of op.bulk_insert", "a dict");
    const Row row = row_of_dict(*dict);
    refuse_unknown_columns(row, *dml.table, scope);
    refuse_client_defaults(*dml.table, row);
    statements.push_back("INSERT INTO " + dml.table->from_sql() +
                         columns_and_values(dml, {row}, scope));
  }
  return statements;
}

}  // namespace migcheck::alembic
