#include <algorithm>

#include "schema/editor.h"

namespace migcheck {

namespace {

using Kind = sql::ObjectKind;

// The name of a schema's object, of a class key.
bool is_in_schema(const std::string& name, const std::string& schema) {
  return name.starts_with(schema + ".");
}

}  // namespace

void SchemaEditor::operator()(const sql::Drop& operation) {
  for (const sql::ObjectRef& object : operation.objects) drop(operation, object);
}

void SchemaEditor::drop(const sql::Drop& operation, const sql::ObjectRef& object) {
  switch (operation.kind) {
    case Kind::table:
    case Kind::foreign_table:
    case Kind::view:
    case Kind::materialized_view:
    case Kind::sequence:
      drop_relation(schema_.resolve(object.name), operation.cascade);
      return;
    case Kind::index:
      drop_index_by_hand(schema_.resolve(object.name), operation.cascade);
      return;
    case Kind::type:
    case Kind::domain:
      drop_type(schema_.resolve_type(object.name), operation.cascade);
      return;
    case Kind::schema:
      drop_schema(object.name.name);
      return;
    case Kind::function:
      if (const std::string name = function_key(object.name, object.arguments); !name.empty()) {
        drop_function(name, operation.cascade);
        return;
      }
      break;
    case Kind::trigger:
      drop_trigger(object.part, schema_.resolve(object.name));
      return;
    case Kind::extension:
      drop_extension(object.name.name, operation.cascade);
      return;
    default:
      break;
  }
  const std::string key = key_of(operation.kind, object);
  if (operation.cascade) drop_users_of_object(key);
  drop_object(key);
}

// Of a collation the columns and indexes that have it. Which queries use an operator or aggregate
// is not followed.
void SchemaEditor::drop_users_of_object(const std::string& key) {
  const DefinedObject* known = schema_.object(key);
  if (known == nullptr) return;
  if (known->kind == Kind::operator_ || known->kind == Kind::function) doubt_queries(known->object);
  if (known->kind != Kind::collation) return;
  const std::string collation = known->object;
  for (const std::string& user : users(ObjectClass::object, key)) {
    const auto [object_class, name] = from_class_key(user);
    if (object_class == ObjectClass::index) drop_index(name);
    if (object_class == ObjectClass::type) drop_type(name, true);
    if (object_class != ObjectClass::relation) continue;
    for (const SchemaColumn& column : std::vector(relation(name).columns)) {
      if (column.collation == collation) drop_column(name, column.name, true, false);
    }
  }
}

void SchemaEditor::doubt_queries(const std::string& object) {
  const std::string used = unqualified(object.substr(0, object.find('('))).name;
  std::vector<std::string> views;
  for (const auto& [name, relation] : schema_.relations_.all()) {
    if (relation->query.find(used) != std::string::npos) views.push_back(name);
  }
  for (const std::string& name : views) relation(name).certain = false;
}

void SchemaEditor::drop_relation(const std::string& name, bool cascade) {
  const Relation* known = schema_.relation(name);
  if (known == nullptr) return;
  const Relation dropped = *known;
  drop_sequences_of(name, {});
  for (const std::string& index : dropped.indexes) schema_.indexes_.erase(index);
  for (const std::string& parent : dropped.parents) {
    if (schema_.relation(parent) != nullptr) std::erase(relation(parent).children, name);
  }
  drop_parts_of_table(name);
  const std::vector<std::string> users_before = users(ObjectClass::relation, name);
  schema_.relations_.erase(name);
  // Partitions go with their parent; other children only with CASCADE.
  const bool takes_children = cascade || dropped.kind == Relation::Kind::partitioned;
  for (const std::string& child : dropped.children) {
    if (schema_.relation(child) == nullptr) continue;
    std::erase(relation(child).parents, name);
    if (takes_children) drop_relation(child, cascade);
  }
  if (!cascade) return;
  for (const std::string& user : users_before) drop_use(user, ObjectClass::relation, name);
  drop_users(ObjectClass::type, name);
}

// Triggers, rules, policies and statistics of a table.
void SchemaEditor::drop_parts_of_table(const std::string& table) {
  for (const std::string& user : users(ObjectClass::relation, table)) {
    const auto [object_class, key] = from_class_key(user);
    const DefinedObject* part = object_class == ObjectClass::object ? schema_.object(key) : nullptr;
    if (part != nullptr && part->table == table) drop_object(key);
  }
}

// Statistics go with a column of theirs; triggers and policies that name it only with CASCADE, and
// with it views and generated columns that read it.
void SchemaEditor::drop_parts_with_column(const std::string& table, const std::string& column,
                                          bool cascade) {
  for (const std::string& user : users(ObjectClass::relation, table)) {
    const auto [object_class, key] = from_class_key(user);
    if (object_class == ObjectClass::object) {
      const DefinedObject* part = schema_.object(key);
      if (part == nullptr || part->table != table) continue;
      if (!cascade && part->kind != Kind::statistics) continue;
      const auto columns = sql::names_in(part->definition, sql::Form::statement).columns;
      if (std::ranges::find(columns, column) != columns.end()) drop_object(key);
    } else if (object_class == ObjectClass::relation && cascade) {
      if (reads_column(key, table, column)) drop_relation(key, true);
    }
  }
  if (!cascade) return;
  for (const SchemaColumn& other : std::vector(relation(table).columns)) {
    if (other.generated_as && mentions(*other.generated_as, column)) {
      drop_column(table, other.name, true, false);
    }
  }
}

// Whether a view reads the column; one whose query cannot be followed counts as reading it.
bool SchemaEditor::reads_column(const std::string& view, const std::string& table,
                                const std::string& column) const {
  const Relation* known = schema_.relation(view);
  if (known == nullptr || known->query.empty()) return false;
  const auto columns = sql::columns_read(known->query, qualifier_.catalog());
  if (!columns) return true;
  return std::ranges::any_of(*columns, [&](const sql::ReadColumn& read) {
    return schema_.resolve(read.relation) == table && read.column == column;
  });
}

void SchemaEditor::drop_index(const std::string& name) {
  const SchemaIndex* known = schema_.index(name);
  if (known == nullptr) return;
  const std::string owner = known->table;
  if (schema_.relation(owner) != nullptr) std::erase(relation(owner).indexes, name);
  for (const std::string& user : users(ObjectClass::index, name)) {
    drop_constraint_behind(from_class_key(user).name);
  }
  schema_.indexes_.erase(name);
}

// The part of a partitioned index, with the constraint that it stands behind.
void SchemaEditor::drop_constraint_behind(const std::string& name) {
  const SchemaIndex* part = schema_.index(name);
  if (part == nullptr) return;
  const std::string table = part->table, constraint = part->constraint;
  if (schema_.relation(table) != nullptr && !constraint.empty()) {
    std::erase_if(relation(table).constraints,
                  [&](const SchemaConstraint& c) { return c.name == constraint; });
  }
  drop_index(name);
}

// DROP INDEX: foreign keys may rest on a unique index without a constraint.
void SchemaEditor::drop_index_by_hand(const std::string& name, bool cascade) {
  const SchemaIndex* known = schema_.index(name);
  if (known == nullptr) return;
  if (cascade && known->unique)
    drop_keys_to(std::string(known->table), std::vector(known->columns));
  drop_index(name);
}

void SchemaEditor::drop_type(const std::string& name, bool cascade) {
  if (schema_.type(name) == nullptr) return;
  const std::vector<std::string> users_before = users(ObjectClass::type, name);
  schema_.types_.erase(name);
  if (!cascade) return;
  for (const std::string& user : users_before) drop_use(user, ObjectClass::type, name);
}

void SchemaEditor::drop_function(const std::string& name, bool cascade) {
  const SchemaFunction* known = schema_.functions_.find(name);
  if (known == nullptr) return;
  const std::string function = known->function;
  const std::vector<std::string> users_before = users(ObjectClass::function, function);
  schema_.functions_.erase(name);
  if (!cascade || schema_.function(function) != nullptr) return;
  for (const std::string& user : users_before) drop_use(user, ObjectClass::function, function);
}

void SchemaEditor::drop_object(const std::string& key) { schema_.objects_.erase(key); }

void SchemaEditor::drop_users(ObjectClass object_class, const std::string& name) {
  for (const std::string& user : users(object_class, name)) drop_use(user, object_class, name);
}

// What CASCADE drops of `user` because it refers to `used`: a view or function as a whole, of a
// table the columns, constraints and defaults that need it.
// Source: PostgreSQL documentation, 5.15 Dependency Tracking.
void SchemaEditor::drop_use(const std::string& user, ObjectClass used_class,
                            const std::string& used) {
  const auto [object_class, name] = from_class_key(user);
  switch (object_class) {
    case ObjectClass::relation:
      drop_use_of_relation(name, used_class, used);
      return;
    case ObjectClass::index:
      if (used_class != ObjectClass::relation) drop_index(name);
      return;
    case ObjectClass::type:
      drop_use_of_type(name, class_key(used_class, used));
      return;
    case ObjectClass::function:
      drop_function(name, true);
      return;
    case ObjectClass::object:
      drop_users_of_object(name);
      drop_object(name);
      return;
    case ObjectClass::constraint:
      return;
  }
}

namespace {

bool refers(const Boxed<sql::Expression>& expression, const std::string& used) {
  if (!expression) return false;
  const std::vector<std::string> references = references_of(*expression);
  return std::ranges::find(references, used) != references.end();
}

}  // namespace

void SchemaEditor::drop_use_of_relation(const std::string& name, ObjectClass used_class,
                                        const std::string& used) {
  const Relation* known = schema_.relation(name);
  if (known == nullptr) return;
  const bool is_view =
      known->kind == Relation::Kind::view || known->kind == Relation::Kind::materialized_view;
  if (is_view) {
    drop_relation(name, true);
    return;
  }
  const std::string key = class_key(used_class, used);
  const auto has_type = [&](const SchemaColumn& column) {
    return used_class == ObjectClass::type && to_string(column.type.name) == used;
  };
  if (used_class == ObjectClass::type && known->of_type == used) {
    drop_relation(name, true);
    return;
  }
  for (const std::string& part : known->partition_key) {
    const SchemaColumn* column = known->column(part);
    if (column == nullptr || !has_type(*column)) continue;
    drop_relation(name, true);  // it cannot do without its key
    return;
  }
  for (const SchemaConstraint& constraint : std::vector(relation(name).constraints)) {
    const bool refers_to_table =
        used_class == ObjectClass::relation && constraint.references == used;
    if (refers_to_table || refers(constraint.check, key)) {
      drop_constraint(name, constraint.name, true, false);
    }
  }
  for (const SchemaColumn& column : std::vector(relation(name).columns)) {
    if (has_type(column) || refers(column.generated_as, key)) {
      drop_column(name, column.name, true, false);
    } else if (refers(column.default_value, key)) {
      relation(name).column(column.name)->default_value.reset();
      relation(name).column(column.name)->serial = false;
    }
  }
}

void SchemaEditor::drop_use_of_type(const std::string& name, const std::string& used) {
  const SchemaType* known = schema_.type(name);
  if (known == nullptr) return;
  if (known->kind != SchemaType::Kind::composite) {
    const bool is_base = class_key(ObjectClass::type, to_string(known->base.name)) == used;
    if (is_base || known->kind == SchemaType::Kind::range) {
      drop_type(name, true);
      return;
    }
  }
  SchemaType& changed = type(name);
  std::erase_if(changed.attributes, [&](const SchemaColumn& attribute) {
    return class_key(ObjectClass::type, to_string(attribute.type.name)) == used;
  });
  std::erase_if(changed.constraints,
                [&](const SchemaConstraint& c) { return refers(c.check, used); });
  if (refers(changed.default_value, used)) changed.default_value.reset();
}

namespace {

template <typename T>
std::vector<std::string> names_in_schema(const Store<T>& store, const std::string& schema) {
  std::vector<std::string> names;
  for (auto at = store.all().lower_bound(schema + ".");
       at != store.all().end() && is_in_schema(at->first, schema); ++at) {
    names.push_back(at->first);
  }
  return names;
}

}  // namespace

void SchemaEditor::drop_schema(const std::string& name) {
  for (const std::string& key : names_in_schema(schema_.relations_, name)) drop_relation(key, true);
  for (const std::string& key : names_in_schema(schema_.functions_, name)) drop_function(key, true);
  for (const std::string& key : names_in_schema(schema_.types_, name)) drop_type(key, true);
  std::vector<std::string> objects;
  for (const auto& [key, object] : schema_.objects_.all()) {
    if (is_in_schema(object->object, name) || is_in_schema(object->table, name)) {
      objects.push_back(key);
    }
  }
  for (const std::string& key : objects) drop_object(key);
  drop_object(object_key(Kind::schema, name));
}

// Which columns, indexes and functions need the extension is not known.
void SchemaEditor::drop_extension(const std::string& name, bool cascade) {
  drop_object(object_key(Kind::extension, name));
  if (!cascade) return;
  const auto doubt_all = [this](ObjectClass object_class, const auto& store) {
    std::vector<std::string> names;
    for (const auto& [key, known] : store.all()) names.push_back(key);
    for (const std::string& key : names) doubt(class_key(object_class, key));
  };
  doubt_all(ObjectClass::relation, schema_.relations_);
  doubt_all(ObjectClass::index, schema_.indexes_);
  doubt_all(ObjectClass::type, schema_.types_);
  doubt_all(ObjectClass::function, schema_.functions_);
  doubt_all(ObjectClass::object, schema_.objects_);
}

void SchemaEditor::drop_temporary() {
  const std::set<std::string> ending = std::exchange(schema_.temporary_, {});
  for (const std::string& key : ending) drop_relation(from_class_key(key).name, true);
  finish();
}

}  // namespace migcheck
