#include <algorithm>

#include "schema/editor.h"

namespace migcheck {

namespace {

using Kind = sql::AlterAction::Kind;

bool contains(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

}  // namespace

void SchemaEditor::operator()(const sql::AlterTable& operation) {
  const std::string name = schema_.resolve(operation.table);
  if (operation.kind == sql::ObjectKind::index || operation.kind == sql::ObjectKind::sequence ||
      operation.kind == sql::ObjectKind::view || operation.kind == sql::ObjectKind::type) {
    return;
  }
  for (const sql::AlterAction& action : operation.actions) {
    alter(name, action);
    if (operation.only) continue;
    const bool recurses = action.kind == Kind::add_column || action.kind == Kind::drop_column ||
                          action.kind == Kind::set_type || action.kind == Kind::set_not_null ||
                          action.kind == Kind::drop_not_null;
    if (!recurses) continue;
    for (const std::string& child : schema_.descendants(name)) alter(child, action);
  }
}

void SchemaEditor::alter(const std::string& name, const sql::AlterAction& action) {
  switch (action.kind) {
    case Kind::add_column: {
      const bool exists = schema_.column(name, action.name) != nullptr;
      if (!exists || !action.if_not_exists) add_column(name, *action.column);
      return;
    }
    case Kind::drop_column:
      drop_column(name, action.name);
      return;
    case Kind::add_constraint:
      add_constraint(name, *action.constraint);
      return;
    case Kind::drop_constraint:
      drop_constraint(name, action.name);
      return;
    case Kind::validate_constraint:
      if (SchemaConstraint* known = table(name).constraint(action.name)) known->valid = true;
      return;
    case Kind::attach_partition:
      attach(name, schema_.resolve(action.other));
      return;
    case Kind::inherit:
      attach(schema_.resolve(action.other), name);
      return;
    case Kind::detach_partition:
      detach(name, schema_.resolve(action.other));
      return;
    case Kind::no_inherit:
      detach(schema_.resolve(action.other), name);
      return;
    case Kind::set_logged:
      table(name).persistence = sql::Persistence::permanent;
      return;
    case Kind::set_unlogged:
      table(name).persistence = sql::Persistence::unlogged;
      return;
    default:
      alter_column(name, action);
  }
}

void SchemaEditor::alter_column(const std::string& name, const sql::AlterAction& action) {
  Relation& relation = table(name);
  SchemaColumn* column = relation.column(action.name);
  if (column == nullptr) {
    // Of a table that was never seen being created, learn what the statement tells.
    if (relation.complete || action.kind != Kind::set_type) return;
    column = &relation.columns.emplace_back();
    column->name = action.name;
  }
  switch (action.kind) {
    case Kind::set_type:
      column->type = *action.type;
      if (!action.collation.empty()) column->collation = action.collation;
      break;
    case Kind::set_not_null:
      column->not_null = true;
      break;
    case Kind::drop_not_null:
      column->not_null = false;
      break;
    case Kind::set_default:
      column->default_value = action.expression;
      break;
    case Kind::drop_default:
      column->default_value.reset();
      break;
    case Kind::add_identity:
      column->identity = true;
      break;
    case Kind::drop_identity:
      column->identity = false;
      break;
    case Kind::drop_expression:
      column->generated = false;
      break;
    default:
      break;
  }
}

// Dropping a column takes the indexes and constraints along that contain it.
void SchemaEditor::drop_column(const std::string& name, const std::string& column) {
  std::vector<std::string> constraints;
  for (const SchemaConstraint& constraint : table(name).constraints) {
    if (contains(constraint.columns, column)) constraints.push_back(constraint.name);
  }
  for (const std::string& constraint : constraints) drop_constraint(name, constraint);
  std::vector<std::string> indexes;
  for (const std::string& index : table(name).indexes) {
    const SchemaIndex* known = schema_.index(index);
    if (known != nullptr && contains(known->columns, column)) indexes.push_back(index);
  }
  for (const std::string& index : indexes) drop_index(index);
  std::erase_if(table(name).columns, [&](const SchemaColumn& c) { return c.name == column; });
}

void SchemaEditor::drop_constraint(const std::string& name, const std::string& constraint) {
  Relation& relation = table(name);
  const SchemaConstraint* known = relation.constraint(constraint);
  if (known == nullptr) return;
  const std::string index = known->index;
  std::erase_if(relation.constraints,
                [&](const SchemaConstraint& c) { return c.name == constraint; });
  if (!index.empty()) drop_index(index);
}

}  // namespace migcheck
