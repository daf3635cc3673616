#include <algorithm>

#include "facts/builder.h"

namespace migcheck {

namespace {

using Kind = sql::AlterAction::Kind;

struct Row {
  Kind kind;
  const char* name;
  LockMode mode;
  bool recursive;  // reaches partitions and inheriting tables
};

// Actions that only take their lock. Source: PostgreSQL documentation, ALTER TABLE, and
// AlterTableGetLockLevel and ATPrepCmd in src/backend/commands/tablecmds.c.
constexpr Row plain_actions[] = {
    {Kind::set_default, "set_default", LockMode::access_exclusive, true},
    {Kind::drop_default, "drop_default", LockMode::access_exclusive, true},
    {Kind::drop_not_null, "drop_not_null", LockMode::access_exclusive, true},
    {Kind::drop_expression, "drop_expression", LockMode::access_exclusive, true},
    {Kind::set_statistics, "set_statistics", LockMode::share_update_exclusive, true},
    {Kind::set_column_options, "set_column_options", LockMode::share_update_exclusive, false},
    {Kind::set_storage, "set_storage", LockMode::access_exclusive, true},
    {Kind::set_compression, "set_compression", LockMode::access_exclusive, false},
    {Kind::switch_trigger, "switch_trigger", LockMode::share_row_exclusive, false},
    {Kind::switch_rule, "switch_rule", LockMode::access_exclusive, false},
    {Kind::row_security, "row_security", LockMode::access_exclusive, false},
    {Kind::replica_identity, "replica_identity", LockMode::access_exclusive, false},
    {Kind::of_type, "of_type", LockMode::access_exclusive, false},
    {Kind::set_without_cluster, "set_without_cluster", LockMode::share_update_exclusive, false},
    {Kind::other, "alter_table", LockMode::access_exclusive, false},
};

}  // namespace

void FactBuilder::operator()(const sql::AlterTable& o) {
  if (o.kind == sql::ObjectKind::type) {
    alter_composite_type(o);
    return;
  }
  const std::string table = schema_.resolve(o.table);
  if (o.kind == sql::ObjectKind::index || schema_.index(table) != nullptr) {
    alter_index(o);
    return;
  }
  alter_ = &o;
  targets_ = {table};
  if (!o.only) {
    const std::vector<std::string> below = schema_.descendants(table);
    targets_.insert(targets_.end(), below.begin(), below.end());
  }
  const std::size_t first = made_.size();
  for (const sql::AlterAction& action : o.actions) {
    const std::size_t before = made_.size();
    alter(o, action);
    if (made_.size() > before && action.if_exists) made_[before].guarded = true;
  }
  if (made_.size() == first) return;
  may_be_missing(made_.back(), table, o.if_exists);
  strengthen_targets(first);
}

// The whole statement takes the strongest lock of its actions, also where an action reaches on.
void FactBuilder::strengthen_targets(std::size_t first) {
  LockMode strongest = LockMode::access_share;
  for (std::size_t i = first; i < made_.size(); ++i) {
    for (const RelationLock& held : made_[i].locks) {
      if (held.relation == targets_.front()) strongest = std::max(strongest, held.mode);
    }
  }
  for (std::size_t i = first; i < made_.size(); ++i) {
    made_[i].partition.locked = is_partitioned(targets_.front()) ? locked_below(made_[i]) : 0;
    made_[i].only = alter_->only;
    const bool validates = made_[i].kind == "validate_constraint" && !made_[i].new_table;
    if (validates && is_heavy(strongest)) {
      made_[i].held_mode = std::max(made_[i].held_mode.value_or(strongest), strongest);
    }
    if (made_[i].kind == "detach_partition") continue;  // names the partition, and its own mode
    for (RelationLock& held : made_[i].locks) {
      const bool below =
          std::find(targets_.begin() + 1, targets_.end(), held.relation) != targets_.end();
      // SHARE is what building an index takes, whatever the statement does besides.
      const bool fixed = held.mode == LockMode::access_share || held.mode == LockMode::share;
      if (below && !fixed) held.mode = std::max(held.mode, strongest);
    }
  }
}

// How many of the tables below it blocks.
std::size_t FactBuilder::locked_below(const StatementFacts& facts) const {
  return static_cast<std::size_t>(
      std::count_if(facts.locks.begin(), facts.locks.end(), [&](const RelationLock& lock) {
        return is_heavy(lock.mode) &&
               std::find(targets_.begin() + 1, targets_.end(), lock.relation) != targets_.end();
      }));
}

StatementFacts& FactBuilder::add_action(const std::string& kind, LockMode mode, Reach reach) {
  StatementFacts& facts = add(kind, targets_.front(), mode);
  if (reach == Reach::own) return facts;
  for (const std::string& target : targets_) lock(facts, target, mode);
  return facts;
}

void FactBuilder::scans_targets(StatementFacts& facts, Ternary scan) {
  for (const std::string& target : targets_) {
    if (has_storage(target)) lock(facts, target, LockMode::access_share, scan);
  }
}

void FactBuilder::rewrites_targets(StatementFacts& facts, Ternary rewrite) {
  for (const std::string& target : targets_) rewrites_table(facts, target, rewrite);
}

void FactBuilder::alter(const sql::AlterTable& o, const sql::AlterAction& action) {
  switch (action.kind) {
    case Kind::add_column:
      add_column(action);
      return;
    case Kind::drop_column:
      drop_column(action);
      return;
    case Kind::set_type:
      set_type(action);
      return;
    case Kind::set_not_null:
      set_not_null(o, action);
      return;
    case Kind::set_expression: {
      StatementFacts& facts = add_action("set_expression", LockMode::access_exclusive, Reach::all);
      may_fail(facts, RowFailure::depends);
      rewrites_targets(facts, Ternary::yes);
      return;
    }
    case Kind::add_identity:
      alter_identity(action, "add_identity");
      return;
    case Kind::set_identity:
      alter_identity(action, "set_identity");
      return;
    case Kind::drop_identity:
      alter_identity(action, "drop_identity");
      return;
    case Kind::add_constraint:
      add_constraint(*action.constraint, nullptr);
      return;
    case Kind::drop_constraint:
      drop_constraint(action);
      return;
    case Kind::validate_constraint:
      validate(action.name);
      return;
    case Kind::alter_constraint:
      alter_constraint(action);
      return;
    case Kind::attach_partition:
      attach(action);
      return;
    case Kind::detach_partition:
      detach(action);
      return;
    case Kind::inherit:
    case Kind::no_inherit:
      inherit(action);
      return;
    case Kind::set_options:
    case Kind::set_logged:
    case Kind::set_unlogged:
    case Kind::set_access_method:
    case Kind::set_tablespace:
    case Kind::cluster_on:
    case Kind::owner:
      alter_storage(action);
      return;
    default:
      break;
  }
  for (const Row& row : plain_actions) {
    if (row.kind != action.kind) continue;
    StatementFacts& facts = add_action(row.name, row.mode, row.recursive ? Reach::all : Reach::own);
    facts.column = action.name;
    describe_action(facts, action);
    facts.own_object = own(column_key(facts.table, action.name), true);
    if (action.kind == Kind::switch_trigger && is_partitioned(facts.table) &&
        has_triggers(action)) {
      for (const std::string& target : targets_) lock(facts, target, row.mode);
    }
    // Source: ATExecReplicaIdentity opens the index with ShareLock.
    if (action.kind == Kind::replica_identity && !action.name.empty()) {
      lock(facts, unqualified(facts.table).schema + "." + action.name, LockMode::share);
    }
  }
}

void FactBuilder::describe_action(StatementFacts& facts, const sql::AlterAction& action) {
  facts.setting_value = action.value;
  if (action.kind == Kind::switch_trigger && action.name.empty() && action.value == "D") {
    facts.disables_triggers = true;
    facts.object = action.options.empty() ? "ALL" : action.options.front();
  }
  if (action.kind == Kind::drop_default) drop_default(facts, action);
}

void FactBuilder::drop_default(StatementFacts& facts, const sql::AlterAction& action) {
  const SchemaColumn* column = schema_.column(facts.table, action.name);
  facts.column_not_null = column != nullptr && column->not_null;
  facts.own_column = context_.transaction.is_own(column_key(facts.table, action.name)) &&
                     !context_.transaction.is_own(facts.table);
}

// Whether the action names triggers that the partitions have too.
bool FactBuilder::has_triggers(const sql::AlterAction& action) const {
  for (const DefinedObject* object : schema_.objects_on(targets_.front())) {
    if (object->kind != sql::ObjectKind::trigger) continue;
    if (action.name.empty() || object->object == action.name) return true;
  }
  return false;
}

// The sequence behind an identity column is altered, or goes.
void FactBuilder::alter_identity(const sql::AlterAction& action, const char* kind) {
  StatementFacts& facts = add_action(kind, LockMode::access_exclusive, Reach::own);
  facts.column = action.name;
  if (action.kind == Kind::add_identity) return;
  const bool drops = action.kind == Kind::drop_identity;
  for (const std::string& sequence : owned_sequences(schema_, facts.table, action.name)) {
    const Relation* known = schema_.relation(sequence);
    if (!known->sequence->identity) continue;
    lock(facts, sequence, drops ? LockMode::access_exclusive : LockMode::share_row_exclusive);
  }
}

}  // namespace migcheck
