#include <algorithm>

#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/table.h"
#include "dialect/alembic/sqlalchemy/table_parts.h"

namespace migcheck::alembic {

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

}  // namespace

Column* find_column(Table& table, const Name& name) {
  for (Column& column : table.columns) {
    if (column.name.text == name.text) return &column;
  }
  return nullptr;
}

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

}  // namespace migcheck::alembic
