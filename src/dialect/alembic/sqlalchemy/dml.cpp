#include "dialect/alembic/sqlalchemy/dml.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/chain.h"
#include "dialect/alembic/sqlalchemy/constraint.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/query.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/table.h"

namespace migcheck::alembic {

using python::External;
using python::Value;
using Others = Signature::Others;
using Rest = Signature::Rest;

namespace {

// Values for columns, by key.
using Row = std::vector<std::pair<std::string, Value>>;

// An insert, update or delete, taken apart.
struct Dml {
  std::string_view verb;  // "insert", "update", "delete"
  Value table_value;
  TableReferencePtr table;
  std::vector<Chain::Step> steps;         // behind the verb
  std::vector<python::Argument> initial;  // of the verb itself, as SQLAlchemy 1 took them
};

bool is_verb(std::string_view name) {
  return name == "insert" || name == "update" || name == "delete";
}

std::optional<Dml> take_apart(const Value& value, const Scope& scope) {
  const Chain chain = unwind(value);
  Dml dml;
  const std::string_view construct = construct_name(*chain.base);
  if (is_verb(construct) && !call_arguments(*chain.base).empty()) {
    const auto arguments = call_arguments(*chain.base);
    dml.verb = construct;
    dml.table_value = arguments.front().value;
    dml.initial.assign(arguments.begin() + 1, arguments.end());
    dml.steps = chain.steps;
  } else {
    const auto verb = std::find_if(chain.steps.begin(), chain.steps.end(),
                                   [](const Chain::Step& step) { return is_verb(step.method); });
    if (verb == chain.steps.end()) return {};
    dml.verb = verb->method;
    dml.table_value = verb->call->operands.front().external()->operands.front();
    dml.initial = verb->call->arguments;
    dml.steps.assign(verb + 1, chain.steps.end());
  }
  dml.table = lower_table_reference(dml.table_value, scope.options);
  if (!dml.table) {
    refuse_value(dml.table_value, scope.label + " is on a table that", "a table");
  }
  return dml;
}

// --- values --------------------------------------------------------------------------------------

Row row_of_dict(const python::Dict& dict) {
  Row row;
  for (const auto& [key, value] : dict.items) {
    row.emplace_back(column_name(key, "a column in values()").text, value);
  }
  return row;
}

Row row_of_list(const std::vector<Value>& items, const TableReference& table) {
  if (items.size() > table.columns.size())
    refuse("values() has more values than there are columns");
  Row row;
  for (std::size_t i = 0; i < items.size(); ++i) row.emplace_back(table.columns[i].key, items[i]);
  return row;
}

void add_rows(std::vector<Row>& rows, const Value& value, const TableReference& table) {
  if (const python::Dict* dict = value.dict()) {
    rows.push_back(row_of_dict(*dict));
    return;
  }
  const auto items = as_list(value, "an argument of values()");
  const bool is_many =
      !items.empty() && std::all_of(items.begin(), items.end(), [](const Value& item) {
        return item.dict() || item.sequence();
      });
  if (!is_many) {
    rows.push_back(row_of_list(items, table));
    return;
  }
  for (const Value& item : items) add_rows(rows, item, table);
}

// The pairs of ordered_values((column, value), …).
Row ordered_row(const std::vector<python::Argument>& arguments) {
  Row row;
  for (const python::Argument& argument : arguments) {
    const auto pair = as_list(argument.value, "an argument of ordered_values()");
    if (pair.size() != 2) refuse("an argument of ordered_values() is not a pair");
    row.emplace_back(column_name(pair[0], "a column in ordered_values()").text, pair[1]);
  }
  return row;
}

// The rows of all .values(…), of which an update and most inserts have one.
std::vector<Row> rows_of(const Dml& dml) {
  std::vector<Row> rows;
  const auto read = [&](const std::vector<python::Argument>& arguments) {
    Row keywords;
    for (const python::Argument& argument : arguments) {
      if (argument.keyword.empty()) {
        add_rows(rows, argument.value, *dml.table);
      } else {
        keywords.emplace_back(argument.keyword, argument.value);
      }
    }
    if (keywords.empty()) return;
    if (rows.empty()) rows.emplace_back();
    rows.front().insert(rows.front().end(), keywords.begin(), keywords.end());
  };
  for (const python::Argument& argument : dml.initial) {
    if (argument.keyword == "values" || (argument.keyword.empty() && dml.verb == "insert")) {
      add_rows(rows, argument.value, *dml.table);
    }
  }
  for (const Chain::Step& step : dml.steps) {
    if (step.method == "values") read(step.call->arguments);
    if (step.method == "ordered_values") rows.push_back(ordered_row(step.call->arguments));
  }
  return rows;
}

const Value* find_value(const Row& row, const std::string& key) {
  for (auto entry = row.rbegin(); entry != row.rend(); ++entry) {
    if (entry->first == key) return &entry->second;
  }
  return nullptr;
}

void refuse_unknown_columns(const Row& row, const TableReference& table, const Scope& scope) {
  for (const auto& [key, value] : row) {
    if (!table.find(key)) {
      refuse(scope.label + " names the column '" + key + "', which table '" + table.name.text +
             "' is not declared with");
    }
  }
}

// The value of one column, with the tables that it names.
std::string value_sql(const Value& value, const ReferencedColumn& column, const Scope& scope,
                      std::vector<TableReferencePtr>& tables) {
  const Fragment fragment = build(value, scope);
  add_tables(tables, fragment.tables);
  if (fragment.literal) {
    const SqlType& type = fragment.type->is_null() ? *column.type : *fragment.type;
    return literal_sql(*fragment.literal, type, "the value of column '" + column.name.text + "'",
                       scope.options);
  }
  return fragment.op ? "(" + fragment.sql + ")" : fragment.sql;
}

// --- clauses that several statements have --------------------------------------------------------

std::vector<Fragment> conditions(const Dml& dml, const Scope& scope) {
  std::vector<Fragment> all;
  if (dml.verb != "insert") {
    for (const python::Argument& argument : dml.initial) {
      if (argument.keyword.empty() || argument.keyword == "whereclause") {
        all.push_back(build(argument.value, scope));
      }
    }
  }
  for (const Chain::Step& step : dml.steps) {
    if (step.method != "where" && step.method != "filter") continue;
    for (const python::Argument& argument : step.call->arguments) {
      if (argument.value.as<std::string>()) {
        alembic_refuses("a string as a condition: it needs text()");
      }
      all.push_back(build(argument.value, scope));
    }
  }
  return all;
}

std::string where_sql(const Dml& dml, const Scope& scope) {
  const std::string sql = render(conjunction(conditions(dml, scope), "AND", scope), scope);
  return sql.empty() ? std::string() : " WHERE " + sql;
}

std::string returning_sql(const Dml& dml, const Scope& scope) {
  std::vector<Value> columns;
  for (const Chain::Step& step : dml.steps) {
    if (step.method != "returning") continue;
    for (const python::Argument& argument : step.call->arguments) {
      if (argument.keyword.empty()) columns.push_back(argument.value);
    }
  }
  return columns.empty() ? std::string() : " RETURNING " + columns_sql(columns, scope);
}

void refuse_unknown_steps(const Dml& dml) {
  static constexpr std::array<std::string_view, 12> known = {"values",
                                                             "ordered_values",
                                                             "where",
                                                             "filter",
                                                             "returning",
                                                             "from_select",
                                                             "on_conflict_do_nothing",
                                                             "on_conflict_do_update",
                                                             "inline",
                                                             "execution_options",
                                                             "return_defaults",
                                                             "bindparams"};
  for (const Chain::Step& step : dml.steps) {
    if (std::find(known.begin(), known.end(), step.method) == known.end()) {
      refuse("." + std::string(step.method) + "() of an " + std::string(dml.verb) + " is not read");
    }
  }
}

bool has_step(const Dml& dml, std::string_view method) {
  return std::any_of(dml.steps.begin(), dml.steps.end(),
                     [&](const Chain::Step& step) { return step.method == method; });
}

// The tables of the statement besides its own, from the values and the conditions.
std::vector<TableReferencePtr> other_tables(const Dml& dml,
                                            const std::vector<TableReferencePtr>& tables) {
  std::vector<TableReferencePtr> others;
  for (const TableReferencePtr& table : tables) {
    if (table->from_sql() != dml.table->from_sql()) others.push_back(table);
  }
  return others;
}

std::string from_list(std::string_view keyword, const std::vector<TableReferencePtr>& tables) {
  std::vector<std::string> parts;
  for (const TableReferencePtr& table : tables) parts.push_back(table->from_sql());
  return parts.empty() ? std::string() : std::string(keyword) + join(parts, ", ");
}

// --- INSERT --------------------------------------------------------------------------------------

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

// --- UPDATE and DELETE ---------------------------------------------------------------------------

// The table's columns in its order, or those of ordered_values() in theirs.
std::vector<ReferencedColumn> assigned_columns(const Dml& dml, const Row& row) {
  if (!has_step(dml, "ordered_values")) return dml.table->columns;
  std::vector<ReferencedColumn> columns;
  for (const auto& [key, value] : row) columns.push_back(*dml.table->find(key));
  for (const ReferencedColumn& column : dml.table->columns) {
    if (column.has_onupdate && !find_value(row, column.key)) columns.push_back(column);
  }
  return columns;
}

std::string assignments(const Dml& dml, const Row& row, const Scope& scope,
                        std::vector<TableReferencePtr>& tables) {
  refuse_unknown_columns(row, *dml.table, scope);
  std::vector<std::string> parts;
  for (const ReferencedColumn& column : assigned_columns(dml, row)) {
    const Value* value = find_value(row, column.key);
    if (value) {
      parts.push_back(quote(column.name) + "=" + value_sql(*value, column, scope, tables));
    } else if (column.has_onupdate) {
      refuse("column '" + column.name.text + "' has an onupdate of SQLAlchemy, which is not read");
    }
  }
  if (parts.empty()) refuse(scope.label + " changes no column");
  return join(parts, ", ");
}

// The scope of subqueries: they see the statement's tables, which a first pass collects.
Scope with_tables(const Dml& dml, const Row& row, const Scope& scope) {
  Scope inner = scope;
  inner.enclosing = {dml.table};
  inner.anonymous = std::make_shared<std::map<std::string, int>>();
  std::vector<TableReferencePtr> tables;
  if (dml.verb == "update") assignments(dml, row, inner, tables);
  for (const Fragment& condition : conditions(dml, inner)) add_tables(tables, condition.tables);
  add_tables(inner.enclosing, tables);
  inner.anonymous = scope.anonymous;
  return inner;
}

std::string update_sql(const Dml& dml, const Scope& outer) {
  const std::vector<Row> rows = rows_of(dml);
  if (rows.size() != 1) refuse(outer.label + " has no values: they are given beside it");
  const Scope scope = with_tables(dml, rows.front(), outer);
  std::vector<TableReferencePtr> tables;
  const std::string changes = assignments(dml, rows.front(), scope, tables);
  const std::vector<TableReferencePtr> others = other_tables(dml, scope.enclosing);
  return "UPDATE " + dml.table->from_sql() + " SET " + changes + from_list(" FROM ", others) +
         where_sql(dml, scope) + returning_sql(dml, scope);
}

std::string delete_sql(const Dml& dml, const Scope& outer) {
  const Scope scope = with_tables(dml, {}, outer);
  const std::vector<TableReferencePtr> others = other_tables(dml, scope.enclosing);
  return "DELETE FROM " + dml.table->from_sql() + from_list(" USING ", others) +
         where_sql(dml, scope) + returning_sql(dml, scope);
}

}  // namespace

std::optional<std::string> dml_sql(const Value& value, const Scope& scope) {
  const auto dml = take_apart(value, scope);
  if (!dml) return {};
  refuse_unknown_steps(*dml);
  if (dml->verb == "insert") return insert_sql(*dml, scope);
  return dml->verb == "update" ? update_sql(*dml, scope) : delete_sql(*dml, scope);
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
