#include <algorithm>

#include "schema/editor.h"
#include "schema/rename_names.h"
#include "sql/definition.h"

namespace migcheck {

namespace {

using Kind = sql::ObjectKind;

}  // namespace

void SchemaEditor::operator()(const sql::Rename& operation) {
  switch (operation.kind) {
    case Kind::table:
    case Kind::foreign_table:
    case Kind::view:
    case Kind::materialized_view:
    case Kind::sequence:
    case Kind::index: {
      // ALTER TABLE renames an index too, and the other way round.
      const std::string name = schema_.resolve(operation.object.name);
      const std::string to = sibling(name, operation.new_name);
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
    case Kind::attribute:
      rename_attribute(schema_.resolve_type(operation.object.name), operation.object.part,
                       operation.new_name);
      return;
    case Kind::constraint:
      rename_constraint(schema_.resolve(operation.object.name), operation.object.part,
                        operation.new_name);
      return;
    case Kind::domain_constraint:
      rename_domain_constraint(schema_.resolve_type(operation.object.name), operation.object.part,
                               operation.new_name);
      return;
    case Kind::type:
    case Kind::domain: {
      const std::string name = schema_.resolve_type(operation.object.name);
      rename_type(name, sibling(name, operation.new_name));
      return;
    }
    case Kind::schema:
      rename_schema(operation.object.name.name, operation.new_name);
      return;
    case Kind::function: {
      const std::string name = function_key(operation.object.name, operation.object.arguments);
      if (name.empty()) break;
      rename_function(name, sibling(schema_.function(name)->function, operation.new_name));
      return;
    }
    default:
      break;
  }
  rename_object(key_of(operation.kind, operation.object), operation.new_name);
}

void SchemaEditor::operator()(const sql::SetSchema& operation) {
  switch (operation.kind) {
    case Kind::type:
    case Kind::domain: {
      const std::string name = schema_.resolve_type(operation.object);
      rename_type(name, in_schema(operation.new_schema, name));
      return;
    }
    case Kind::function: {
      const std::string name = function_key(operation.object, operation.arguments);
      if (name.empty()) return;
      rename_function(name, in_schema(operation.new_schema, schema_.function(name)->function));
      return;
    }
    case Kind::table:
    case Kind::foreign_table:
    case Kind::view:
    case Kind::materialized_view:
    case Kind::sequence: {
      const std::string name = schema_.resolve(operation.object);
      move_relation(name, operation.new_schema);
      return;
    }
    default:
      move_object(key_of(operation.kind, {operation.object, {}, operation.arguments}),
                  operation.new_schema);
  }
}

void SchemaEditor::rename_relation(const std::string& from, const std::string& to) {
  const Relation* known = schema_.relation(from);
  if (known == nullptr || from == to) return;
  const std::vector<std::string> referring = users(ObjectClass::relation, from);
  Relation renamed = *known;
  const std::size_t made_after = renamed.made_after;
  renamed.name = to;
  for (const std::string& parent : renamed.parents)
    replace_name(relation(parent).children, from, to);
  schema_.relations_.erase(from);
  put(std::move(renamed));
  relation(to).made_after = made_after;
  for (const std::string& user : referring) {
    rename_use(user == class_key(ObjectClass::relation, from) ? class_key(ObjectClass::relation, to)
                                                              : user,
               ObjectClass::relation, from, to);
  }
  rename_users(ObjectClass::type, from, to);
  finish();
}

void SchemaEditor::rename_index(const std::string& from, const std::string& to) {
  const SchemaIndex* known = schema_.index(from);
  if (known == nullptr || from == to) return;
  const std::vector<std::string> parts = users(ObjectClass::index, from);
  SchemaIndex renamed = *known;
  renamed.name = to;
  Relation& owner = relation(renamed.table);
  replace_name(owner.indexes, from, to);
  if (SchemaConstraint* constraint = owner.constraint(renamed.constraint)) {
    constraint->name = renamed.constraint = unqualified(to).name;
    constraint->index = to;
  }
  schema_.indexes_.erase(from);
  put(std::move(renamed));
  for (const std::string& part : parts) index(from_class_key(part).name).parent = to;
}

void SchemaEditor::rename_constraint(const std::string& table, const std::string& from,
                                     const std::string& to) {
  const SchemaConstraint* known = relation(table).constraint(from);
  if (known == nullptr) return;
  if (!known->index.empty()) {
    rename_index(std::string(known->index), sibling(table, to));
    return;
  }
  relation(table).constraint(from)->name = to;
  for (const std::string& child : std::vector(relation(table).children)) {
    const SchemaConstraint* inherited = relation(child).constraint(from);
    if (inherited != nullptr && inherited->inherited > 0) rename_constraint(child, from, to);
  }
}

void SchemaEditor::rename_domain_constraint(const std::string& domain, const std::string& from,
                                            const std::string& to) {
  if (schema_.type(domain) == nullptr) return;
  for (SchemaConstraint& constraint : type(domain).constraints)
    replace_name(constraint.name, from, to);
}

void SchemaEditor::rename_type(const std::string& from, const std::string& to) {
  const SchemaType* known = schema_.type(from);
  if (known == nullptr || from == to) return;
  const std::vector<std::string> referring = users(ObjectClass::type, from);
  SchemaType renamed = *known;
  renamed.name = to;
  if (renamed.kind == SchemaType::Kind::range) {
    if (renamed.made_as.empty()) renamed.made_as = from;
    if (renamed.made_as == to) renamed.made_as.clear();
  } else {
    rename_in(renamed.definition, names_for(ObjectClass::type, from, to));
  }
  schema_.types_.erase(from);
  put(std::move(renamed));
  for (const std::string& user : referring) {
    if (user != class_key(ObjectClass::type, from)) rename_use(user, ObjectClass::type, from, to);
  }
  finish();
}

// Calls follow; with several functions of that name, those that mean another one cannot be told
// apart, and become uncertain.
void SchemaEditor::rename_function(const std::string& from, const std::string& to) {
  SchemaFunction renamed = function(from);
  const std::string old_name = renamed.function;
  const std::vector<std::string> referring = users(ObjectClass::function, old_name);
  renamed.function = to;
  renamed.name = to + signature(renamed.arguments);
  rename_in(renamed.definition, names_for(ObjectClass::function, old_name, to));
  schema_.functions_.erase(from);
  put(std::move(renamed));
  if (schema_.function(old_name) != nullptr) return;
  for (const std::string& user : referring) rename_use(user, ObjectClass::function, old_name, to);
}

void SchemaEditor::rename_object(const std::string& from, const std::string& new_name) {
  const DefinedObject* known = schema_.object(from);
  if (known == nullptr) return;
  if (known->kind == Kind::trigger && schema_.pg_version_ >= 15) {  // those of partitions follow
    const Relation* table = schema_.relation(known->table);
    const bool partitioned = table != nullptr && table->kind == Relation::Kind::partitioned;
    for (const std::string& partition :
         partitioned ? table->children : std::vector<std::string>{}) {
      rename_object(object_key(Kind::trigger, known->object, partition), new_name);
    }
  }
  DefinedObject renamed = *schema_.object(from);
  if (renamed.kind == Kind::function) doubt_queries(renamed.object);
  renamed.object = renamed.object.find('.') == std::string::npos || !renamed.table.empty()
                       ? new_name
                       : sibling(renamed.object, new_name);
  if (renamed.kind == Kind::statistics) renamed.object = sibling(known->object, new_name);
  renamed.name = object_key(renamed.kind, renamed.object,
                            renamed.kind == Kind::statistics ? "" : renamed.table);
  renamed.definition = sql::with_object_name(renamed.definition, unqualified(renamed.object));
  if (renamed.kind == Kind::schema) {
    renamed.definition = "CREATE SCHEMA " + sql::quoted(renamed.object);
  }
  const std::string old_object = known->object, new_object = renamed.object;
  const std::vector<std::string> referring = users(ObjectClass::object, from);
  drop_object(from);
  put(std::move(renamed));
  for (const std::string& user : referring) rename_collation_in(user, old_object, new_object);
}

}  // namespace migcheck
