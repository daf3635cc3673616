#include "dialect/alembic/sqlalchemy/dml.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/dml_parts.h"
#include "dialect/alembic/sqlalchemy/query.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

using python::Value;

namespace {

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

bool has_step(const Dml& dml, std::string_view method) {
  return std::any_of(dml.steps.begin(), dml.steps.end(),
                     [&](const Chain::Step& step) { return step.method == method; });
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

std::optional<std::string> dml_sql(const Value& value, const Value* parameters,
                                   const Scope& scope) {
  auto dml = take_apart(value, scope);
  if (!dml) return {};
  refuse_unknown_steps(*dml);
  if (parameters && !parameters->is_none() && dml->verb != "insert") {
    refuse(scope.label + " has parameters beside an " + std::string(dml->verb));
  }
  dml->parameters = parameters;
  if (dml->verb == "insert") return insert_sql(*dml, scope);
  return dml->verb == "update" ? update_sql(*dml, scope) : delete_sql(*dml, scope);
}

}  // namespace migcheck::alembic
