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
  std::vector<std::string> named;
  for (const sql::ObjectRef& object : o.objects) named.push_back(schema_.resolve(object.name));
  for (const sql::ObjectRef& object : o.objects) {
    const std::string name = schema_.resolve(object.name);
    switch (o.kind) {
      case sql::ObjectKind::table:
      case sql::ObjectKind::foreign_table:
        drop_table(name, o, named);
        break;
      case sql::ObjectKind::index:
        drop_index(name, o);
        break;
      default:
        drop_object(o, object, named);
    }
  }
}

// With IF EXISTS what was never seen being made may not be there at all.
void FactBuilder::may_be_missing(StatementFacts& facts, const std::string& name, bool if_exists) {
  const bool known = schema_.relation(name) != nullptr || schema_.index(name) != nullptr ||
                     schema_.type(name) != nullptr;
  if (if_exists && !known) facts.locks_complete = false;
}

void FactBuilder::drop_table(const std::string& table, const sql::Drop& o,
                             const std::vector<std::string>& named) {
  StatementFacts& facts = add("drop_table", table, LockMode::access_exclusive);
  may_be_missing(facts, table, o.if_exists);
  facts.object = table;
  facts.cascade = o.cascade;
  facts.own_object = own(table, schema_.relation(table) != nullptr);
  drops(facts, named, [&](Deletion& deletion) { deletion.relation(table); });
  note_other_ends(facts);
}

bool FactBuilder::goes_anyway(const SchemaIndex& index) const {
  if (context_.outline == nullptr) return false;
  if (context_.outline->dropped_tables.contains(index.table)) return true;
  return std::any_of(index.columns.begin(), index.columns.end(), [&](const std::string& column) {
    return context_.outline->dropped_columns.contains(column_key(index.table, column));
  });
}

void FactBuilder::drop_index(const std::string& index, const sql::Drop& o) {
  const bool concurrently = o.concurrently;
  const SchemaIndex* known = schema_.index(index);
  const LockMode mode =
      concurrently ? LockMode::share_update_exclusive : LockMode::access_exclusive;
  StatementFacts& facts = add("drop_index");
  facts.index = facts.object = index;
  may_be_missing(facts, index, o.if_exists);
  facts.concurrently = facts.fails_in_transaction = concurrently;
  facts.own_object = own(index, known != nullptr);
  if (known != nullptr) {
    about(facts, known->table);
    facts.columns = known->columns;
    require_index(facts, *known);
    facts.goes_anyway = goes_anyway(*known);
    lock(facts, known->table, mode);
    Deletion deletion(schema_, o.cascade, context_.pg_version);
    if (!concurrently) deletion.index(index);
    deletes(facts, deletion);
  }
  lock(facts, index, mode);
}

// A trigger, a policy, a rule: its table is locked.
void FactBuilder::drop_part(StatementFacts& facts, const sql::Drop& o,
                            const sql::ObjectRef& object) {
  facts.object = object.part;
  about(facts, schema_.resolve(object.name));
  const bool known = schema_.object(object_key(o.kind, object.part, facts.table)) != nullptr;
  const Relation* relation = schema_.relation(facts.table);
  if (o.if_exists && !known && relation != nullptr && relation->complete) return;
  lock(facts, facts.table, LockMode::access_exclusive);
  if (o.kind != sql::ObjectKind::trigger || !is_partitioned(facts.table)) return;
  for (const std::string& partition : schema_.descendants(facts.table)) {
    lock(facts, partition, LockMode::access_exclusive);
  }
}

void FactBuilder::drop_object(const sql::Drop& o, const sql::ObjectRef& object,
                              const std::vector<std::string>& named) {
  using Kind = sql::ObjectKind;
  StatementFacts& facts = add(drop_kind(o.kind));
  facts.cascade = o.cascade;
  if (!object.part.empty()) {
    drop_part(facts, o, object);
    return;
  }
  if (o.kind == Kind::statistics) {
    facts.object = schema_.qualified(object.name);
    for (const auto& [key, known] : schema_.objects().all()) {
      if (known->kind != o.kind || known->object != facts.object) continue;
      lock(facts, known->table, LockMode::share_update_exclusive);
    }
    return;
  }
  if (o.kind == Kind::type || o.kind == Kind::domain) {
    facts.object = schema_.resolve_type(object.name);
    facts.own_object = own(type_key(facts.object), schema_.type(facts.object) != nullptr);
    const SchemaType* type = schema_.type(facts.object);
    if (type != nullptr && type->kind == SchemaType::Kind::composite) {
      lock(facts, facts.object, LockMode::access_exclusive);
    }
    drops(facts, {}, [&](Deletion& deletion) { deletion.type(facts.object); });
    return;
  }
  if (o.kind == Kind::schema) {
    facts.object = object.name.name;
    facts.own_object = own(facts.object, false);
    if (o.cascade) drops(facts, {}, [&](Deletion& deletion) { deletion.schema(facts.object); });
    return;
  }
  facts.object = schema_.resolve(object.name);
  facts.own_object = own(facts.object, schema_.relation(facts.object) != nullptr);
  if (o.kind == Kind::view || o.kind == Kind::materialized_view || o.kind == Kind::sequence) {
    facts.table = facts.object;
    facts.new_table = context_.transaction.is_new(facts.object);
    may_be_missing(facts, facts.object, o.if_exists);
    drops(facts, named, [&](Deletion& deletion) { deletion.relation(facts.object); });
  }
  // What uses a function, a collation, … goes with it; what belongs to an extension, anyway.
  const bool relation =
      o.kind == Kind::view || o.kind == Kind::materialized_view || o.kind == Kind::sequence;
  if ((o.cascade && !relation) || o.kind == Kind::extension) facts.locks_complete = false;
}

// ALTER INDEX … RENAME is weaker than the others. Source: RenameRelation and
// RenameConstraintById in PostgreSQL's src/backend/commands/tablecmds.c.
LockMode FactBuilder::renamed_index_mode() const { return LockMode::share_update_exclusive; }

void FactBuilder::operator()(const sql::Rename& o) {
  using Kind = sql::ObjectKind;
  if (o.kind == Kind::type || o.kind == Kind::attribute) {
    rename_type(o);
    return;
  }
  const std::string name = schema_.resolve(o.object.name);
  const bool index = o.kind == Kind::index || schema_.index(name) != nullptr;
  const bool on_relation = o.kind == Kind::column || o.kind == Kind::constraint ||
                           o.kind == Kind::table || o.kind == Kind::view ||
                           o.kind == Kind::materialized_view || o.kind == Kind::sequence ||
                           o.kind == Kind::trigger || o.kind == Kind::policy ||
                           o.kind == Kind::rule || o.kind == Kind::foreign_table || index;
  if (!on_relation) {
    StatementFacts& facts = add(o.kind == Kind::schema ? "rename_schema" : "rename_object");
    facts.object = to_string(o.object.name);
    facts.new_name = o.new_name;
    facts.own_object = own(facts.object, true);
    return;
  }
  const std::string kind = o.kind == Kind::column            ? "rename_column"
                           : o.kind == Kind::table && !index ? "rename_table"
                           : index                           ? "rename_index"
                           : o.kind == Kind::constraint      ? "rename_constraint"
                           : o.kind == Kind::view            ? "rename_view"
                                                             : "rename_object";
  StatementFacts& facts =
      add(kind, name, o.kind == Kind::index ? renamed_index_mode() : LockMode::access_exclusive);
  may_be_missing(facts, name, o.if_exists);
  rename_below(facts, o);
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
  facts.old_name_kept = keeps_old_name(o, name);
}

// A view stands in for a table of the old name, a generated column for a column of it.
bool FactBuilder::keeps_old_name(const sql::Rename& o, const std::string& name) const {
  if (context_.outline == nullptr) return false;
  if (context_.outline->views.contains(name)) return true;
  if (o.kind != sql::ObjectKind::column) return false;
  if (context_.outline->generated.contains(column_key(name, o.object.part))) return true;
  const auto is_kept = [&](const auto& renamed) {
    return renamed.second == name && context_.outline->views.contains(renamed.first);
  };
  return std::ranges::any_of(context_.outline->renamed, is_kept);
}

// Columns and checks are renamed in the children too, a constraint's index with it.
void FactBuilder::rename_below(StatementFacts& facts, const sql::Rename& o) {
  using Kind = sql::ObjectKind;
  const Relation* relation = schema_.relation(facts.table);
  const SchemaConstraint* constraint = relation == nullptr || o.kind != Kind::constraint
                                           ? nullptr
                                           : relation->constraint(o.object.part);
  if (constraint != nullptr && !constraint->index.empty()) {
    lock(facts, constraint->index, renamed_index_mode());
  }
  const bool check = constraint != nullptr && constraint->check && !constraint->no_inherit;
  if (o.kind != Kind::column && !check) return;
  for (const std::string& child : schema_.descendants(facts.table)) {
    lock(facts, child, LockMode::access_exclusive);
  }
}

// A composite type is a relation, too; the tables of that type follow its attributes.
void FactBuilder::rename_type(const sql::Rename& o) {
  const bool attribute = o.kind == sql::ObjectKind::attribute;
  const std::string name = schema_.resolve_type(o.object.name);
  StatementFacts& facts = add(attribute ? "rename_object" : "rename_type");
  facts.object = name;
  facts.new_name = o.new_name;
  facts.own_object = own(type_key(name), true);
  facts.old_name_kept = context_.outline != nullptr && context_.outline->types.contains(name);
  const SchemaType* type = schema_.type(name);
  if (!attribute && (type == nullptr || type->kind != SchemaType::Kind::composite)) return;
  lock(facts, name, LockMode::access_exclusive);
  if (!attribute) return;
  for (const auto& [table, relation] : schema_.relations().all()) {
    if (relation->of_type == name) lock(facts, table, LockMode::access_exclusive);
  }
}

void FactBuilder::operator()(const sql::SetSchema& o) {
  using Kind = sql::ObjectKind;
  if (o.kind == Kind::table || o.kind == Kind::view || o.kind == Kind::materialized_view ||
      o.kind == Kind::sequence) {
    const std::string name = schema_.resolve(o.object);
    StatementFacts& facts = add("set_schema", name, LockMode::access_exclusive);
    for (const std::string& sequence : owned_sequences(schema_, name)) {
      lock(facts, sequence, LockMode::access_exclusive);
    }
    facts.object = name;
    facts.new_name = o.new_schema + "." + o.object.name;
    facts.own_object = own(name, true);
    facts.old_name_kept = context_.outline != nullptr && context_.outline->views.contains(name);
    return;
  }
  add("set_schema").object = to_string(o.object);
}

}  // namespace migcheck
