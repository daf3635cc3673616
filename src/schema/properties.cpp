#include "schema/editor.h"

namespace migcheck {

namespace {

using Kind = sql::ObjectKind;

}  // namespace

void SchemaEditor::operator()(const sql::Comment& operation) {
  if (std::string* comment = comment_of(operation.kind, operation.object)) {
    *comment = operation.text.value_or("");
  }
}

// The comment of the object, for changing; null where the object is not known.
std::string* SchemaEditor::comment_of(Kind kind, const sql::ObjectRef& named) {
  switch (kind) {
    case Kind::table:
    case Kind::foreign_table:
    case Kind::view:
    case Kind::materialized_view:
    case Kind::sequence: {
      const std::string name = schema_.resolve(named.name);
      return schema_.relation(name) == nullptr ? nullptr : &relation(name).comment;
    }
    case Kind::index: {
      const std::string name = schema_.resolve(named.name);
      return schema_.index(name) == nullptr ? nullptr : &index(name).comment;
    }
    case Kind::column:
      return comment_of_column(named);
    case Kind::constraint: {
      const std::string name = schema_.resolve(named.name);
      if (schema_.relation(name) == nullptr) return nullptr;
      SchemaConstraint* constraint = relation(name).constraint(named.part);
      return constraint == nullptr ? nullptr : &constraint->comment;
    }
    case Kind::domain_constraint: {
      const std::string name = schema_.resolve_type(named.name);
      if (schema_.type(name) == nullptr) return nullptr;
      for (SchemaConstraint& constraint : type(name).constraints) {
        if (constraint.name == named.part) return &constraint.comment;
      }
      return nullptr;
    }
    case Kind::type:
    case Kind::domain: {
      const std::string name = schema_.resolve_type(named.name);
      return schema_.type(name) == nullptr ? nullptr : &type(name).comment;
    }
    case Kind::function: {
      const std::string name = function_key(named.name, named.arguments);
      if (!name.empty()) return &function(name).comment;
      break;
    }
    default:
      break;
  }
  const std::string key = key_of(kind, named);
  return schema_.object(key) == nullptr ? nullptr : &object(key).comment;
}

// Of a table, or an attribute of a composite type.
std::string* SchemaEditor::comment_of_column(const sql::ObjectRef& named) {
  const std::string name = schema_.resolve(named.name);
  if (schema_.relation(name) != nullptr) {
    SchemaColumn* column = relation(name).column(named.part);
    return column == nullptr ? nullptr : &column->comment;
  }
  const std::string composite = schema_.resolve_type(named.name);
  if (schema_.type(composite) == nullptr) return nullptr;
  for (SchemaColumn& attribute : type(composite).attributes) {
    if (attribute.name == named.part) return &attribute.comment;
  }
  return nullptr;
}

void SchemaEditor::operator()(const sql::ChangeOwner& operation) {
  switch (operation.kind) {
    case Kind::type:
    case Kind::domain: {
      const std::string name = schema_.resolve_type(operation.object);
      if (schema_.type(name) != nullptr) type(name).owner = operation.owner;
      return;
    }
    case Kind::function: {
      const std::string name = function_key(operation.object, operation.arguments);
      if (!name.empty()) function(name).owner = operation.owner;
      return;
    }
    default: {
      const std::string key = key_of(operation.kind, {operation.object, {}, operation.arguments});
      if (schema_.object(key) != nullptr) object(key).owner = operation.owner;
    }
  }
}

// Owned sequences follow. Source: ATExecChangeOwner.
void SchemaEditor::set_owner(const std::string& name, const std::string& owner) {
  relation(name).owner = owner;
  for (const std::string& user : users(ObjectClass::relation, name)) {
    const auto [object_class, owned] = from_class_key(user);
    if (object_class != ObjectClass::relation) continue;
    const Relation* sequence = schema_.relation(owned);
    if (sequence->sequence && sequence->sequence->owner_table == name) {
      relation(owned).owner = owner;
    }
  }
}

// CLUSTER t USING i remembers the index.
void SchemaEditor::operator()(const sql::Cluster& operation) {
  if (operation.table.name.empty() || operation.index.empty()) return;
  const std::string table = schema_.resolve(operation.table);
  if (schema_.relation(table) != nullptr) set_clustered(table, sibling(table, operation.index));
}

}  // namespace migcheck
