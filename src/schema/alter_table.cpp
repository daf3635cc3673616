#include <algorithm>

#include "schema/editor.h"

namespace migcheck {

namespace {

using Kind = sql::AlterAction::Kind;

// Actions that reach the children, too. Those that make or drop columns and constraints look after
// the children themselves.
bool recurses(Kind kind) {
  return kind == Kind::set_type || kind == Kind::set_default || kind == Kind::drop_default ||
         kind == Kind::drop_not_null || kind == Kind::drop_expression ||
         kind == Kind::set_expression || kind == Kind::set_storage || kind == Kind::set_statistics;
}

std::string index_named(const Schema& schema, const std::string& table, const std::string& name) {
  const std::string key = sibling(table, name);
  return schema.index(key) == nullptr ? std::string() : key;
}

}  // namespace

void SchemaEditor::operator()(const sql::AlterTable& operation) {
  if (operation.kind == sql::ObjectKind::type) {
    const std::string name = schema_.resolve_type(operation.table);
    for (const sql::AlterAction& action : operation.actions) alter_composite(name, action);
    return;
  }
  const std::string name = schema_.resolve(operation.table);
  const bool is_index = schema_.index(name) != nullptr;
  if (!is_index && operation.if_exists && schema_.relation(name) == nullptr) return;
  for (const sql::AlterAction& action : ordered(operation.actions)) {
    if (is_index || operation.kind == sql::ObjectKind::index) {
      alter_index(name, action);
    } else {
      alter(name, action, operation.only);
    }
  }
}

// PostgreSQL works through the actions in passes. Source: AT_PASS_… in
// src/backend/commands/tablecmds.c.
std::vector<sql::AlterAction> SchemaEditor::ordered(std::vector<sql::AlterAction> actions) {
  const auto pass = [](const sql::AlterAction& action) {
    switch (action.kind) {
      case Kind::drop_column:
      case Kind::drop_constraint:
      case Kind::drop_not_null:
      case Kind::drop_expression:
      case Kind::drop_identity:
        return 0;
      case Kind::set_type:
        return 1;
      case Kind::add_column:
        return 2;
      case Kind::set_default:
      case Kind::drop_default:
      case Kind::set_not_null:
      case Kind::add_identity:
      case Kind::set_identity:
        return 3;
      case Kind::add_constraint:
        return 4;
      default:
        return 5;
    }
  };
  std::ranges::stable_sort(actions, {}, pass);
  return actions;
}

void SchemaEditor::alter(const std::string& name, const sql::AlterAction& action, bool only) {
  switch (action.kind) {
    case Kind::add_column: {
      const bool exists = schema_.column(name, action.name) != nullptr;
      if (!exists || !action.if_not_exists) add_column(name, *action.column, only);
      return;
    }
    case Kind::drop_column:
      drop_column(name, action.name, action.cascade, only);
      return;
    case Kind::set_not_null:
      set_not_null(name, action.name, only);
      return;
    case Kind::add_constraint:
      add_constraint(name, *action.constraint, only);
      return;
    case Kind::drop_constraint:
      // PostgreSQL 18 has names for NOT NULL constraints, too. They are not kept here.
      if (!action.if_exists && relation(name).constraint(action.name) == nullptr) {
        doubt(class_key(ObjectClass::relation, name));
      }
      drop_constraint(name, action.name, action.cascade, only);
      return;
    case Kind::validate_constraint:
      validate(name, action.name);
      return;
    case Kind::alter_constraint:
      alter_constraint(name, action);
      return;
    case Kind::attach_partition:
      attach(name, action);
      return;
    case Kind::detach_partition:
      if (!action.finalize) detach_partition(name, schema_.resolve(action.other));
      return;
    case Kind::inherit:
      inherit(name, schema_.resolve(action.other));
      return;
    case Kind::no_inherit:
      stop_inheriting(name, schema_.resolve(action.other));
      return;
    default:
      break;
  }
  alter_settings(name, action, only);
  alter_column(name, action);
  if (only || !recurses(action.kind)) return;
  for (const std::string& child : std::vector(relation(name).children)) alter(child, action, false);
}

// Of a table, or of an index. Source: ATExecAttachPartition and ATExecAttachPartitionIdx.
void SchemaEditor::attach(const std::string& name, const sql::AlterAction& action) {
  if (schema_.index(name) == nullptr) {
    attach_partition(name, action);
    return;
  }
  const std::string child = schema_.resolve(action.other);
  if (schema_.index(child) == nullptr) return;
  index(child).parent = name;
  mark_inherited(index(child).table, index(child).constraint);
  const SchemaIndex& parent = index(name);
  const auto has_part = [&](const std::string& partition) {
    const Relation* known = schema_.relation(partition);
    return known != nullptr && std::ranges::any_of(known->indexes, [&](const std::string& part) {
             const SchemaIndex* candidate = schema_.index(part);
             return candidate != nullptr && candidate->parent == name;
           });
  };
  if (std::ranges::all_of(relation(parent.table).children, has_part)) index(name).valid = true;
}

void SchemaEditor::alter_settings(const std::string& name, const sql::AlterAction& action,
                                  bool only) {
  Relation& owner = relation(name);
  switch (action.kind) {
    case Kind::set_logged:
      set_persistence(name, sql::Persistence::permanent);
      return;
    case Kind::set_unlogged:
      set_persistence(name, sql::Persistence::unlogged);
      return;
    case Kind::set_options:
      set_options(owner.options, action);
      return;
    case Kind::set_tablespace:
      owner.tablespace = action.value;
      return;
    case Kind::set_access_method:
      owner.access_method = action.value;
      return;
    case Kind::owner:
      set_owner(name, action.value);
      return;
    case Kind::row_security:
      set_row_security(owner, action.value);
      return;
    case Kind::replica_identity:
      set_replica_identity(owner, action);
      return;
    case Kind::cluster_on:
      set_clustered(name, index_named(schema_, name, action.name));
      return;
    case Kind::set_without_cluster:
      set_clustered(name, {});
      return;
    case Kind::switch_trigger:
      switch_triggers(name, action, only);
      return;
    case Kind::switch_rule:
      switch_parts(name, sql::ObjectKind::rule, action);
      return;
    case Kind::of_type:
      owner.of_type = action.other.name.empty() ? "" : schema_.resolve_type(action.other);
      return;
    default:
      return;
  }
}

// Owned sequences follow from version 15 on. Source: PostgreSQL documentation, ALTER TABLE.
void SchemaEditor::set_persistence(const std::string& name, sql::Persistence persistence) {
  relation(name).persistence = persistence;
  if (schema_.pg_version_ < 15) return;  // its sequences were always logged before
  for (const SchemaColumn& column : std::vector(relation(name).columns)) {
    if (schema_.relation(column.sequence) == nullptr) continue;
    relation(column.sequence).persistence = persistence;
  }
}

void SchemaEditor::set_row_security(Relation& owner, const std::string& value) {
  if (value == "enable") owner.row_security = true;
  if (value == "disable") owner.row_security = false;
  if (value == "force") owner.forced_row_security = true;
  if (value == "no force") owner.forced_row_security = false;
}

void SchemaEditor::set_replica_identity(Relation& owner, const sql::AlterAction& action) {
  const std::string used =
      action.value == "index" ? index_named(schema_, owner.name, action.name) : "";
  for (const std::string& name : std::vector(owner.indexes)) {
    if (schema_.index(name) != nullptr) index(name).replica_identity = name == used;
  }
  owner.replica_identity = action.value == "default" ? "" : action.value;
  if (!used.empty()) owner.replica_identity = "index";
}

void SchemaEditor::set_clustered(const std::string& table, const std::string& clustered) {
  for (const std::string& name : std::vector(relation(table).indexes)) {
    if (schema_.index(name) != nullptr) index(name).clustered = name == clustered;
  }
}

void SchemaEditor::set_options(std::vector<sql::Option>& options, const sql::AlterAction& action) {
  for (const sql::Option& setting : action.settings) {
    const auto at = std::ranges::find(options, setting.name, &sql::Option::name);
    if (at != options.end()) options.erase(at);
    if (!action.reset) options.push_back(setting);
  }
}

void SchemaEditor::switch_parts(const std::string& table, sql::ObjectKind kind,
                                const sql::AlterAction& action) {
  for (const std::string& user : users(ObjectClass::relation, table)) {
    const auto [object_class, key] = from_class_key(user);
    const DefinedObject* known =
        object_class == ObjectClass::object ? schema_.object(key) : nullptr;
    if (known == nullptr || known->kind != kind || known->table != table) continue;
    if (!action.name.empty() && known->object != action.name) continue;
    object(key).state = action.value == "O" ? "" : action.value;
  }
}

void SchemaEditor::alter_index(const std::string& name, const sql::AlterAction& action) {
  if (schema_.index(name) == nullptr) return;
  switch (action.kind) {
    case Kind::set_options:
      set_options(index(name).options, action);
      return;
    case Kind::set_tablespace:
      index(name).tablespace = action.value;
      return;
    case Kind::attach_partition:
      attach(name, action);
      return;
    case Kind::set_statistics:
      index(name).certain = false;
      return;
    default:
      return;
  }
}

}  // namespace migcheck
