#include <algorithm>

#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/constraint.h"
#include "dialect/alembic/sqlalchemy/dml_parts.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

using python::Value;

Row row_of_dict(const python::Dict& dict) {
  Row row;
  for (const auto& [key, value] : dict.items) {
    row.emplace_back(column_name(key, "a column in values()").text, value);
  }
  return row;
}

namespace {

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

// {…} or [{…}, …] beside the statement: each is a row, with what values() gives to all of them.
void add_parameters(const Dml& dml, std::vector<Row>& rows) {
  if (!dml.parameters || dml.parameters->is_none()) return;
  const Row common = rows.empty() ? Row() : rows.front();
  std::vector<Row> given;
  add_rows(given, *dml.parameters, *dml.table);
  for (Row& row : given) row.insert(row.begin(), common.begin(), common.end());
  rows = std::move(given);
}

}  // namespace

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
  add_parameters(dml, rows);
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

}  // namespace migcheck::alembic
