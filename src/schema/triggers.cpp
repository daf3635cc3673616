#include <utility>

#include "schema/editor.h"

// Triggers FOR EACH ROW of a partitioned table: PostgreSQL gives each partition one of that name.
// Source: PostgreSQL documentation, CREATE TRIGGER; CloneRowTriggersToPartition in
// src/backend/commands/tablecmds.c.
namespace migcheck {

namespace {

constexpr auto trigger = sql::ObjectKind::trigger;

bool is_for_each_row(const DefinedObject& object) {
  return object.kind == trigger && object.definition.find(" FOR EACH ROW") != std::string::npos;
}

}  // namespace

void SchemaEditor::operator()(const sql::CreateTrigger& operation) {
  DefinedObject made;
  made.kind = trigger;
  made.object = operation.name;
  made.table = schema_.resolve(operation.table);
  made.definition = qualifier_.text(operation.definition, sql::Form::statement);
  made.name = object_key(made.kind, made.object, made.table);
  keep_properties(made);
  put(made);
  clone_trigger(made);
}

void SchemaEditor::clone_trigger(const DefinedObject& original) {
  const Relation* table = schema_.relation(original.table);
  if (table == nullptr || table->kind != Relation::Kind::partitioned) return;
  if (!is_for_each_row(original)) return;
  for (const std::string& partition : std::vector(table->children)) {
    clone_trigger(original, partition);
  }
}

void SchemaEditor::clone_trigger(const DefinedObject& original, const std::string& partition) {
  DefinedObject clone = original;
  clone.id = {};
  clone.table = partition;
  clone.comment.clear();
  clone.name = object_key(trigger, clone.object, partition);
  sql::NameMap names;
  names.relation = [&](const sql::Name& name) {
    return to_string(name) == original.table ? unqualified(partition) : name;
  };
  clone.definition = sql::rewritten(clone.definition, sql::Form::statement, names);
  put(clone);
  clone_trigger(clone);
}

std::vector<std::string> SchemaEditor::row_triggers(const std::string& table) const {
  std::vector<std::string> keys;
  for (const std::string& user : users(ObjectClass::relation, table)) {
    const auto [object_class, key] = from_class_key(user);
    const DefinedObject* part = object_class == ObjectClass::object ? schema_.object(key) : nullptr;
    if (part != nullptr && part->table == table && is_for_each_row(*part)) keys.push_back(key);
  }
  return keys;
}

void SchemaEditor::give_triggers(const std::string& partition, const std::string& parent) {
  for (const std::string& key : row_triggers(parent)) {
    clone_trigger(DefinedObject(*schema_.object(key)), partition);
  }
}

void SchemaEditor::take_triggers(const std::string& partition, const std::string& parent) {
  for (const std::string& key : row_triggers(parent)) {
    drop_trigger(schema_.object(key)->object, partition);
  }
}

void SchemaEditor::drop_trigger(const std::string& name, const std::string& table) {
  const std::string key = object_key(trigger, name, table);
  const DefinedObject* known = schema_.object(key);
  if (known == nullptr) return;
  const bool cloned = is_for_each_row(*known);
  drop_object(key);
  const Relation* owner = schema_.relation(table);
  if (!cloned || owner == nullptr || owner->kind != Relation::Kind::partitioned) return;
  for (const std::string& partition : std::vector(owner->children)) drop_trigger(name, partition);
}

// ENABLE and DISABLE: ALL and USER mean every trigger; those of partitions follow, since version 15
// unless ONLY is written. Source: EnableDisableTrigger.
void SchemaEditor::switch_triggers(const std::string& table, const sql::AlterAction& action,
                                   bool only) {
  switch_parts(table, trigger, action);
  const Relation* owner = schema_.relation(table);
  if (owner == nullptr || owner->kind != Relation::Kind::partitioned) return;
  if (only && schema_.pg_version_ >= 15) return;
  for (const std::string& partition : std::vector(owner->children)) {
    switch_triggers(partition, action, only);
  }
}

}  // namespace migcheck
