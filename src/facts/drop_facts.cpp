#include <algorithm>

#include "facts/builder.h"

namespace migcheck {

namespace {

const char* drop_kind(sql::ObjectKind kind) {
  using Kind = sql::ObjectKind;
  switch (kind) {
    case Kind::view:
      return "drop_view";
    case Kind::materialized_view:
      return "drop_materialized_view";
    case Kind::sequence:
      return "drop_sequence";
    case Kind::type:
    case Kind::domain:
      return "drop_type";
    case Kind::schema:
      return "drop_schema";
    case Kind::trigger:
      return "drop_trigger";
    case Kind::policy:
      return "drop_policy";
    case Kind::rule:
      return "drop_rule";
    case Kind::function:
      return "drop_function";
    default:
      return "drop_object";
  }
}

}  // namespace

// Whether what a statement drops or renames was made by this revision. In a downgrade that is what
// its upgrade made; what nobody has seen being made may have been.
Ternary FactBuilder::own(const std::string& key, bool known) const {
  if (context_.transaction.is_own(key)) return Ternary::yes;
  if (context_.direction == Direction::upgrade) return Ternary::no;
  if (context_.upgrade != nullptr && context_.upgrade->is_own(key)) return Ternary::yes;
  return known ? Ternary::no : Ternary::unknown;
}

void FactBuilder::operator()(const sql::Drop& o) {
  for (const sql::ObjectRef& object : o.objects) {
    const std::string name = schema_.resolve(object.name);
    switch (o.kind) {
      case sql::ObjectKind::table:
      case sql::ObjectKind::foreign_table:
        drop_table(name, o.cascade);
        break;
      case sql::ObjectKind::index:
        drop_index(name, o.concurrently);
        break;
      default:
        drop_object(o, object);
    }
  }
}

void FactBuilder::drop_table(const std::string& table, bool cascade) {
  StatementFacts& facts = add("drop_table", table, LockMode::access_exclusive);
  facts.object = table;
  facts.cascade = cascade;
  const Relation* relation = schema_.relation(table);
  facts.own_object = own(table, relation != nullptr);
  if (relation == nullptr) return;
  for (const SchemaConstraint& constraint : relation->constraints) {
    if (constraint.references != table) {
      lock(facts, constraint.references, LockMode::access_exclusive);
    }
  }
  for (const std::string& parent : relation->parents) {
    const Relation* above = schema_.relation(parent);
    if (above == nullptr || above->kind != Relation::Kind::partitioned) continue;
    lock(facts, parent, LockMode::access_exclusive);
    lock_default_partition(facts, parent, Ternary::no);
  }
  if (cascade) {
    for (const std::string& child : schema_.referencing(table)) {
      lock(facts, child, LockMode::access_exclusive);
    }
  }
  if (cascade || relation->kind == Relation::Kind::partitioned) {
    for (const std::string& child : schema_.descendants(table)) {
      lock(facts, child, LockMode::access_exclusive);
    }
  }
}

bool FactBuilder::goes_anyway(const SchemaIndex& index) const {
  if (context_.outline == nullptr) return false;
  if (context_.outline->dropped_tables.contains(index.table)) return true;
  return std::any_of(index.columns.begin(), index.columns.end(), [&](const std::string& column) {
    return context_.outline->dropped_columns.contains(column_key(index.table, column));
  });
}

void FactBuilder::drop_index(const std::string& index, bool concurrently) {
  const SchemaIndex* known = schema_.index(index);
  const LockMode mode =
      concurrently ? LockMode::share_update_exclusive : LockMode::access_exclusive;
  StatementFacts& facts = add("drop_index");
  facts.index = facts.object = index;
  facts.concurrently = facts.fails_in_transaction = concurrently;
  facts.own_object = own(index, known != nullptr);
  if (known != nullptr) {
    facts.table = known->table;
    facts.columns = known->columns;
    facts.new_table = context_.transaction.is_new(known->table);
    facts.goes_anyway = goes_anyway(*known);
    lock(facts, known->table, mode);
  }
  lock(facts, index, mode);
}

void FactBuilder::drop_object(const sql::Drop& o, const sql::ObjectRef& object) {
  using Kind = sql::ObjectKind;
  StatementFacts& facts = add(drop_kind(o.kind));
  facts.cascade = o.cascade;
  if (!object.part.empty()) {  // a trigger, a policy, a rule: its table is locked
    facts.object = object.part;
    facts.table = schema_.resolve(object.name);
    facts.new_table = context_.transaction.is_new(facts.table);
    lock(facts, facts.table, LockMode::access_exclusive);
    return;
  }
  if (o.kind == Kind::type || o.kind == Kind::domain) {
    facts.object = schema_.resolve_type(object.name);
    facts.own_object = own(type_key(facts.object), schema_.type(facts.object) != nullptr);
    if (!o.cascade) return;
    for (const std::string& table : schema_.tables_using_type(facts.object)) {
      lock(facts, table, LockMode::access_exclusive);
    }
    return;
  }
  if (o.kind == Kind::schema) {
    facts.object = object.name.name;
    facts.own_object = own(facts.object, false);
    for (const auto& [name, relation] : schema_.relations().all()) {
      if (o.cascade && name.starts_with(facts.object + ".")) {
        lock(facts, name, LockMode::access_exclusive);
      }
    }
    return;
  }
  facts.object = schema_.resolve(object.name);
  facts.own_object = own(facts.object, schema_.relation(facts.object) != nullptr);
  if (o.kind == Kind::view || o.kind == Kind::materialized_view || o.kind == Kind::sequence) {
    facts.table = facts.object;
    lock(facts, facts.object, LockMode::access_exclusive);
  }
}

void FactBuilder::operator()(const sql::Rename& o) {
  using Kind = sql::ObjectKind;
  const std::string name = schema_.resolve(o.object.name);
  const bool index = o.kind == Kind::index || schema_.index(name) != nullptr;
  const bool on_relation = o.kind == Kind::column || o.kind == Kind::constraint ||
                           o.kind == Kind::table || o.kind == Kind::view ||
                           o.kind == Kind::materialized_view || o.kind == Kind::sequence ||
                           o.kind == Kind::trigger || o.kind == Kind::policy || index;
  if (!on_relation) {
    add("rename_object").object = to_string(o.object.name);
    return;
  }
  const std::string kind = o.kind == Kind::column            ? "rename_column"
                           : o.kind == Kind::table && !index ? "rename_table"
                           : index                           ? "rename_index"
                           : o.kind == Kind::constraint      ? "rename_constraint"
                                                             : "rename_object";
  StatementFacts& facts =
      add(kind, name, index ? LockMode::share_update_exclusive : LockMode::access_exclusive);
  facts.new_name = o.new_name;
  facts.object = o.object.part.empty() ? name : o.object.part;
  if (o.kind == Kind::column) {
    facts.column = o.object.part;
    facts.own_object = own(column_key(name, o.object.part), true);
    // Columns of a view and attributes of a type have no rows, and other policies.
    if (o.relation_kind != Kind::table && o.relation_kind != Kind::foreign_table) {
      facts.kind = "rename_object";
    }
  } else {
    facts.own_object = own(name, true);
  }
  facts.old_name_kept = context_.outline != nullptr && context_.outline->views.contains(name);
}

void FactBuilder::operator()(const sql::SetSchema& o) {
  using Kind = sql::ObjectKind;
  if (o.kind == Kind::table || o.kind == Kind::view || o.kind == Kind::materialized_view ||
      o.kind == Kind::sequence) {
    const std::string name = schema_.resolve(o.object);
    StatementFacts& facts = add("set_schema", name, LockMode::access_exclusive);
    facts.object = name;
    facts.new_name = o.new_schema + "." + o.object.name;
    facts.own_object = own(name, true);
    facts.old_name_kept = context_.outline != nullptr && context_.outline->views.contains(name);
    return;
  }
  add("set_schema").object = to_string(o.object);
}

}  // namespace migcheck
