#include <algorithm>

#include "schema/editor.h"
#include "schema/rename_names.h"

// What refers to something that gets another name follows it.
namespace migcheck {

namespace {

using Kind = sql::ObjectKind;

}  // namespace

void SchemaEditor::rename_users(ObjectClass object_class, const std::string& from,
                                const std::string& to) {
  for (const std::string& user : users(object_class, from)) {
    rename_use(user, object_class, from, to);
  }
}

void SchemaEditor::rename_use(const std::string& user, ObjectClass used_class,
                              const std::string& from, const std::string& to) {
  const auto [object_class, name] = from_class_key(user);
  const sql::NameMap names = names_for(used_class, from, to);
  switch (object_class) {
    case ObjectClass::relation:
      if (used_class == ObjectClass::relation) rename_in_query(name, from, to);
      rename_in(relation(name), names);
      return;
    case ObjectClass::index:
      rename_in(index(name), names);
      return;
    case ObjectClass::type:
      rename_in(type(name), names);
      return;
    case ObjectClass::function:
      rename_function_arguments(name, names);
      return;
    case ObjectClass::object: {
      DefinedObject& changed = object(name);
      rename_in(changed.definition, names);
      if (changed.table == from && used_class == ObjectClass::relation) {
        move_part(name, to);
      }
      return;
    }
    case ObjectClass::constraint:
      return;
  }
}

// The key of a table's part has the table's name in it.
void SchemaEditor::move_part(const std::string& key, const std::string& table) {
  DefinedObject moved = object(key);
  const std::string old_table = moved.table;
  moved.table = table;
  if (moved.kind != Kind::statistics) {
    moved.name = object_key(moved.kind, moved.object, table);
    drop_object(key);
  }
  put(std::move(moved));
}

// A function is known by the types of its arguments.
void SchemaEditor::rename_function_arguments(const std::string& name, const sql::NameMap& names) {
  SchemaFunction renamed = function(name);
  rename_in(renamed, names);
  renamed.name = renamed.function + signature(renamed.arguments);
  if (renamed.name != name) schema_.functions_.erase(name);
  put(std::move(renamed));
}

void SchemaEditor::rename_in_query(const std::string& view, const std::string& from,
                                   const std::string& to) {
  if (relation(view).query.empty()) return;
  // The catalog needs the relation under the name that the query has.
  const auto renamed = sql::with_relation_renamed(relation(view).query, unqualified(from),
                                                  unqualified(to), qualifier_.catalog());
  Relation& changed = relation(view);
  if (renamed) {
    changed.query = *renamed;
  } else {
    changed.query = sql::rewritten(changed.query, sql::Form::statement,
                                   names_for(ObjectClass::relation, from, to));
    changed.certain = false;
  }
}

// Columns and attributes with the collation, and keys of indexes.
void SchemaEditor::rename_collation_in(const std::string& user, const std::string& from,
                                       const std::string& to) {
  const auto [object_class, name] = from_class_key(user);
  if (object_class == ObjectClass::relation) {
    for (SchemaColumn& column : relation(name).columns) replace_name(column.collation, from, to);
  } else if (object_class == ObjectClass::type) {
    for (SchemaColumn& attribute : type(name).attributes)
      replace_name(attribute.collation, from, to);
    replace_name(type(name).collation, from, to);
  } else if (object_class == ObjectClass::index) {
    for (sql::IndexKey& key : index(name).keys) {
      if (to_string(key.collation_name) == from) key.collation_name = unqualified(to);
    }
  }
}

}  // namespace migcheck
