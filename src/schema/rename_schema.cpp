#include <algorithm>

#include "core/text.h"
#include "schema/editor.h"
#include "schema/rename_names.h"
#include "sql/definition.h"

namespace migcheck {

namespace {

using Kind = sql::ObjectKind;

}  // namespace

// Extended statistics, a collation, an operator, …
void SchemaEditor::move_object(const std::string& key, const std::string& schema) {
  const DefinedObject* known = schema_.object(key);
  if (known == nullptr) return;
  DefinedObject moved = *known;
  if (moved.kind == Kind::operator_ || moved.kind == Kind::function) doubt_queries(moved.object);
  const std::string old_object = moved.object;
  moved.object = in_schema(schema, moved.object);
  moved.name = object_key(moved.kind, moved.object);
  if (moved.kind == Kind::default_privileges && !moved.owner.empty()) {
    moved.name += " of " + moved.owner;
  }
  moved.definition = sql::with_object_name(moved.definition, unqualified(moved.object));
  const std::vector<std::string> referring = users(ObjectClass::object, key);
  const std::string new_object = moved.object;
  drop_object(key);
  put(std::move(moved));
  for (const std::string& user : referring) rename_collation_in(user, old_object, new_object);
}

// Indexes and owned sequences move along. Source: AlterTableNamespaceInternal.
void SchemaEditor::move_relation(const std::string& name, const std::string& schema) {
  const Relation* known = schema_.relation(name);
  if (known == nullptr) return;
  const std::vector<std::string> indexes = known->indexes;
  std::vector<std::string> sequences;
  for (const std::string& user : users(ObjectClass::relation, name)) {
    const auto [object_class, owned] = from_class_key(user);
    const Relation* sequence =
        object_class == ObjectClass::relation ? schema_.relation(owned) : nullptr;
    if (sequence == nullptr || !sequence->sequence) continue;
    if (sequence->sequence->owner_table == name) sequences.push_back(owned);
  }
  rename_relation(name, in_schema(schema, name));
  for (const std::string& index : indexes) rename_index(index, in_schema(schema, index));
  for (const std::string& owned : sequences) rename_relation(owned, in_schema(schema, owned));
}

namespace {

template <typename T>
std::vector<std::string> keys_of(const Store<T>& store, const std::string& prefix = {}) {
  std::vector<std::string> keys;
  for (const auto& [key, object] : store.all()) {
    if (key.starts_with(prefix)) keys.push_back(key);
  }
  return keys;
}

}  // namespace

void SchemaEditor::rename_schema(const std::string& from, const std::string& to) {
  const std::string prefix = from + ".";
  for (const std::string& key : keys_of(schema_.relations_, prefix)) {
    rename_relation(key, in_schema(to, key));
  }
  for (const std::string& key : keys_of(schema_.indexes_, prefix)) {
    rename_index(key, in_schema(to, key));
  }
  for (const std::string& key : keys_of(schema_.types_, prefix)) {
    rename_type(key, in_schema(to, key));
  }
  for (const std::string& key : keys_of(schema_.functions_, prefix)) {
    rename_function(key, in_schema(to, schema_.functions_.find(key)->function));
  }
  for (const std::string& key : keys_of(schema_.objects_)) {
    const DefinedObject& known = *schema_.object(key);
    const bool part = !known.table.empty() && known.kind != Kind::statistics;
    if (!part && known.object.starts_with(prefix)) move_object(key, to);
  }
  rename_extensions_schema(from, to);
  rename_object(object_key(Kind::schema, from), to);
}

// Types and functions of an extension are not known here, but under the schema's name.
void SchemaEditor::rename_extensions_schema(const std::string& from, const std::string& to) {
  bool has_extension = false;
  for (const std::string& key : keys_of(schema_.objects_)) {
    if (schema_.object(key)->kind != Kind::extension) continue;
    std::string& definition = object(key).definition;
    const std::string old = " WITH SCHEMA " + sql::quoted(from);
    const std::string changed = replace_all(definition, old, " WITH SCHEMA " + sql::quoted(to));
    has_extension |= changed != definition;
    definition = changed;
  }
  if (!has_extension) return;
  sql::NameMap names;
  names.type = names.function = names.collation = [&](const sql::Name& name) {
    return name.schema == from ? sql::Name{to, name.name} : name;
  };
  for (const std::string& key : keys_of(schema_.relations_)) rename_in(relation(key), names);
  for (const std::string& key : keys_of(schema_.indexes_)) rename_in(index(key), names);
  for (const std::string& key : keys_of(schema_.types_)) rename_in(type(key), names);
  for (const std::string& key : keys_of(schema_.functions_)) rename_function_arguments(key, names);
  for (const std::string& key : keys_of(schema_.objects_)) rename_in(object(key).definition, names);
}

}  // namespace migcheck
