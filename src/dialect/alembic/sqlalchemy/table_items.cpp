#include <algorithm>
#include <set>

#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/table.h"
#include "dialect/alembic/sqlalchemy/table_parts.h"

namespace migcheck::alembic {

using python::Value;

namespace {

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

}  // namespace

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

}  // namespace migcheck::alembic
