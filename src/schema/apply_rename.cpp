#include <algorithm>

#include "schema/editor.h"

namespace migcheck {

namespace {

void replace(std::vector<std::string>& list, const std::string& from, const std::string& to) {
  std::replace(list.begin(), list.end(), from, to);
}

void rename_in(sql::Expression& expression, const std::string& from, const std::string& to) {
  if (expression.kind == sql::Expression::Kind::column && expression.text == from) {
    expression.text = to;
  }
  for (sql::Expression& part : expression.arguments) rename_in(part, from, to);
}

std::string in_schema_of(const std::string& name, const std::string& new_name) {
  return unqualified(name).schema + "." + new_name;
}

}  // namespace

void SchemaEditor::operator()(const sql::Rename& operation) {
  using Kind = sql::ObjectKind;
  switch (operation.kind) {
    case Kind::table:
    case Kind::foreign_table:
    case Kind::view:
    case Kind::materialized_view:
    case Kind::sequence:
    case Kind::index: {
      // ALTER TABLE renames an index too, and the other way round.
      const std::string name = schema_.resolve(operation.object.name);
      const std::string to = in_schema_of(name, operation.new_name);
      if (schema_.index(name) != nullptr) {
        rename_index(name, to);
      } else {
        rename_relation(name, to);
      }
      return;
    }
    case Kind::column:
      rename_column(schema_.resolve(operation.object.name), operation.object.part,
                    operation.new_name);
      return;
    case Kind::constraint:
      rename_constraint(schema_.resolve(operation.object.name), operation.object.part,
                        operation.new_name);
      return;
    case Kind::type:
    case Kind::domain: {
      const std::string name = schema_.resolve_type(operation.object.name);
      rename_type(name, in_schema_of(name, operation.new_name));
      return;
    }
    case Kind::schema:
      rename_schema(operation.object.name.name, operation.new_name);
      return;
    default:
      return;
  }
}

void SchemaEditor::operator()(const sql::SetSchema& operation) {
  using Kind = sql::ObjectKind;
  const std::string to = operation.new_schema + "." + operation.object.name;
  if (operation.kind == Kind::type || operation.kind == Kind::domain) {
    rename_type(schema_.resolve_type(operation.object), to);
  } else if (operation.kind == Kind::table || operation.kind == Kind::view ||
             operation.kind == Kind::materialized_view || operation.kind == Kind::sequence) {
    rename_relation(schema_.resolve(operation.object), to);
  }
}

void SchemaEditor::rename_relation(const std::string& from, const std::string& to) {
  const Relation* known = schema_.relation(from);
  if (known == nullptr || from == to) return;
  Relation renamed = *known;
  renamed.name = to;
  for (const std::string& index : renamed.indexes) {
    if (schema_.index(index) != nullptr) schema_.indexes_.edit(index).table = to;
  }
  for (const std::string& parent : renamed.parents) replace(table(parent).children, from, to);
  for (const std::string& child : renamed.children) replace(table(child).parents, from, to);
  for (const std::string& child : schema_.referencing(from)) {
    for (SchemaConstraint& constraint : table(child).constraints) {
      if (constraint.references == from) constraint.references = to;
    }
  }
  for (SchemaConstraint& constraint : renamed.constraints) {
    if (constraint.references == from) constraint.references = to;
  }
  schema_.relations_.erase(from);
  schema_.relations_.put(std::move(renamed));
}

void SchemaEditor::rename_index(const std::string& from, const std::string& to) {
  const SchemaIndex* known = schema_.index(from);
  if (known == nullptr) return;
  SchemaIndex renamed = *known;
  renamed.name = to;
  Relation& owner = table(renamed.table);
  replace(owner.indexes, from, to);
  if (SchemaConstraint* constraint = owner.constraint(renamed.constraint)) {
    constraint->name = renamed.constraint = unqualified(to).name;
    constraint->index = to;
  }
  schema_.indexes_.erase(from);
  schema_.indexes_.put(std::move(renamed));
}

void SchemaEditor::rename_column(const std::string& name, const std::string& from,
                                 const std::string& to) {
  Relation& relation = table(name);
  if (SchemaColumn* column = relation.column(from)) column->name = to;
  for (SchemaConstraint& constraint : relation.constraints) {
    replace(constraint.columns, from, to);
    if (constraint.check) rename_in(*constraint.check, from, to);
    if (constraint.references == name) replace(constraint.referenced_columns, from, to);
  }
  const std::vector<std::string> indexes = relation.indexes;
  for (const std::string& index : indexes) {
    if (schema_.index(index) != nullptr) replace(schema_.indexes_.edit(index).columns, from, to);
  }
  for (const std::string& child : schema_.referencing(name)) {
    for (SchemaConstraint& constraint : table(child).constraints) {
      if (constraint.references == name) replace(constraint.referenced_columns, from, to);
    }
  }
  for (const std::string& child : schema_.descendants(name)) {
    if (SchemaColumn* column = table(child).column(from)) column->name = to;
  }
}

void SchemaEditor::rename_constraint(const std::string& name, const std::string& from,
                                     const std::string& to) {
  const SchemaConstraint* known = table(name).constraint(from);
  if (known == nullptr) return;
  if (!known->index.empty()) {
    rename_index(std::string(known->index), sibling(name, to));
  } else {
    table(name).constraint(from)->name = to;
  }
}

void SchemaEditor::rename_type(const std::string& from, const std::string& to) {
  const SchemaType* known = schema_.type(from);
  if (known == nullptr) return;
  const std::vector<std::string> users = schema_.tables_using_type(from);
  SchemaType renamed = *known;
  renamed.name = to;
  for (const std::string& user : users) {
    for (SchemaColumn& column : table(user).columns) {
      if (schema_.resolve_type(column.type.name) != from) continue;
      column.type.name.name = unqualified(to).name;
      if (!column.type.name.schema.empty()) column.type.name.schema = unqualified(to).schema;
    }
  }
  schema_.types_.erase(from);
  schema_.types_.put(std::move(renamed));
}

void SchemaEditor::rename_schema(const std::string& from, const std::string& to) {
  const std::string prefix = from + ".";
  std::vector<std::string> relations;
  for (const auto& [key, relation] : schema_.relations_.all()) {
    if (key.starts_with(prefix)) relations.push_back(key);
  }
  for (const std::string& key : relations) rename_relation(key, to + "." + unqualified(key).name);
  std::vector<std::string> types;
  for (const auto& [key, type] : schema_.types_.all()) {
    if (key.starts_with(prefix)) types.push_back(key);
  }
  for (const std::string& key : types) rename_type(key, to + "." + unqualified(key).name);
}

}  // namespace migcheck
