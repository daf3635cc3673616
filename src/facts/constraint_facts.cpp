#include <algorithm>

#include "facts/builder.h"
#include "facts/implication.h"

namespace migcheck {

namespace {

using Kind = sql::Constraint::Kind;

const char* add_kind(Kind kind) {
  switch (kind) {
    case Kind::not_null:
      return "add_not_null";
    case Kind::check:
      return "add_check";
    case Kind::primary_key:
      return "add_primary_key";
    case Kind::unique:
      return "add_unique";
    case Kind::exclusion:
      return "add_exclusion";
    case Kind::foreign_key:
      break;
  }
  return "add_foreign_key";
}

// Whether the statement itself adds one of the columns, without a value.
bool adds_nulls(const sql::AlterTable& alter, const std::vector<std::string>& columns) {
  return std::any_of(alter.actions.begin(), alter.actions.end(), [&](const auto& action) {
    return action.kind == sql::AlterAction::Kind::add_column && !action.column->has_default &&
           std::find(columns.begin(), columns.end(), action.name) != columns.end();
  });
}

}  // namespace

void FactBuilder::add_constraint(const sql::Constraint& constraint, const sql::Column* column) {
  const bool foreign = constraint.kind == Kind::foreign_key;
  // Written with its column it comes under the column's lock.
  const bool weak = foreign && column == nullptr;
  const bool own = constraint.no_inherit;
  StatementFacts& facts =
      add_action(add_kind(constraint.kind),
                 weak ? LockMode::share_row_exclusive : LockMode::access_exclusive, Reach::own);
  facts.constraint = constraint.name;
  facts.columns = constraint.columns;
  facts.not_valid = constraint.not_valid;
  facts.using_index = !constraint.using_index.empty();
  facts.index = constraint.using_index;
  facts.inlined = column != nullptr;
  if (column != nullptr) facts.column = column->name;
  describe_constraint(facts, constraint);
  if (behaves(Behaviour::constraint_reaches_children)) {
    const LockMode mode = facts.locks.front().mode;
    for (const std::string& target : targets_) lock(facts, target, mode);
  }
  if (foreign) {
    add_foreign_key(facts, constraint, column);
    return;
  }
  if (facts.using_index) {
    use_index(facts, constraint);
    return;
  }
  if (constraint.kind != Kind::check && constraint.kind != Kind::not_null) {
    add_key(facts, constraint, column);
    return;
  }
  const Ternary checks = ternary(!facts.not_valid && constraint.enforced);
  if (checks == Ternary::yes) may_fail(facts, RowFailure::depends);
  for (const std::string& target : targets_) {
    if (own && target != facts.table) continue;
    lock(facts, target, LockMode::access_exclusive, has_storage(target) ? checks : Ternary::no);
  }
}

// PRIMARY KEY, UNIQUE, EXCLUDE: an index is built; with the partitioned table, on each partition.
void FactBuilder::add_key(StatementFacts& facts, const sql::Constraint& constraint,
                          const sql::Column* column) {
  may_fail(facts, RowFailure::depends);
  const bool partitioned = is_partitioned(facts.table);
  const bool nullable =
      column == nullptr && constraint.kind == Kind::primary_key &&
      std::any_of(constraint.columns.begin(), constraint.columns.end(), [&](const auto& key) {
        return never_null(facts.table, key, {}, schema_) != Ternary::yes;
      });
  for (const std::string& target : targets_) {
    // NOT NULL reaches the children of a plain table, too.
    if (target != facts.table && !partitioned && !nullable) continue;
    const bool strong = target == facts.table || nullable;
    lock(facts, target, strong ? LockMode::access_exclusive : LockMode::share,
         ternary(has_storage(target) && (target == facts.table || partitioned || nullable)));
  }
}

// The columns of a primary key become NOT NULL, which is checked where it is not known already.
void FactBuilder::use_index(StatementFacts& facts, const sql::Constraint& constraint) {
  const std::string name = unqualified(facts.table).schema + "." + constraint.using_index;
  const SchemaIndex* index = schema_.index(name);
  // It takes the constraint's name.
  if (!constraint.name.empty() && constraint.name != constraint.using_index) {
    lock(facts, name, renamed_index_mode());
  }
  if (constraint.kind != Kind::primary_key) return;
  if (index == nullptr) {
    scans(facts, Ternary::unknown);
    return;
  }
  facts.columns = index->columns;
  for (const std::string& key : index->columns) {
    const Ternary proven = never_null(facts.table, key, {}, schema_);
    scans(facts, opposite(proven));
    if (proven == Ternary::yes) continue;
    may_fail(facts, RowFailure::depends);
    // The primary key does the rest.
    const std::vector<std::string> steps = not_null_steps(facts.table, key);
    facts.steps.insert(facts.steps.end(), steps.begin(), steps.begin() + 2);
  }
}

void FactBuilder::add_foreign_key(StatementFacts& facts, const sql::Constraint& constraint,
                                  const sql::Column* column) {
  facts.referenced = schema_.resolve(constraint.references);
  // A column that is added without a DEFAULT clause holds only nulls: there is nothing to check.
  const bool checks =
      (column != nullptr ? column->has_default : !constraint.not_valid) && constraint.enforced;
  // Nulls leave nothing to look up in the referenced table.
  const bool looks_up =
      checks && (column == nullptr ? !adds_nulls(*alter_, constraint.columns)
                                   : column->default_value && column->default_value->kind !=
                                                                  sql::Expression::Kind::null);
  if (looks_up) may_fail(facts, RowFailure::depends);
  const LockMode mode = LockMode::share_row_exclusive;
  for (const std::string& target : targets_) {
    if (target != facts.table && !is_partitioned(facts.table)) continue;
    lock(facts, target, mode, ternary(checks && has_storage(target)));
  }
  lock(facts, facts.referenced, mode, ternary(looks_up && has_storage(facts.referenced)));
  if (!is_partitioned(facts.referenced)) return;
  for (const std::string& partition : schema_.descendants(facts.referenced)) {
    lock(facts, partition, mode, ternary(looks_up && has_storage(partition)));
  }
}

void FactBuilder::drop_constraint(const sql::AlterAction& action) {
  const std::string& table = targets_.front();
  StatementFacts& facts = add("drop_constraint", table, LockMode::access_exclusive);
  facts.constraint = action.name;
  facts.cascade = action.cascade;
  const Relation* relation = schema_.relation(table);
  const SchemaConstraint* known = relation == nullptr ? nullptr : relation->constraint(action.name);
  facts.own_object = own(constraint_key(table, action.name), known != nullptr);
  if (known == nullptr) return;
  facts.referenced = known->references;
  describe_dropped(facts, *known);
  lock(facts, facts.referenced, LockMode::access_exclusive);
  drops(facts, {}, [&](Deletion& deletion) {
    for (const std::string& target : targets_) {
      const Relation* holder = schema_.relation(target);
      const SchemaConstraint* own = holder == nullptr ? nullptr : holder->constraint(action.name);
      if (own != nullptr) deletion.constraint(target, *own);
    }
  });
  note_other_ends(facts);
}

void FactBuilder::validate(const std::string& constraint) {
  const std::string& table = targets_.front();
  StatementFacts& facts = add("validate_constraint", table, LockMode::share_update_exclusive);
  facts.constraint = constraint;
  const Relation* relation = schema_.relation(table);
  const SchemaConstraint* known = relation == nullptr ? nullptr : relation->constraint(constraint);
  if (known != nullptr && known->valid) {
    facts.referenced = known->references;
    return;
  }
  may_fail(facts, RowFailure::depends);
  const bool foreign = known != nullptr && known->kind == Kind::foreign_key;
  for (const std::string& target : targets_) {
    if (target != table && foreign && !is_partitioned(table)) continue;
    lock(facts, target, LockMode::share_update_exclusive, ternary(has_storage(target)));
  }
  if (known == nullptr || known->references.empty()) return;
  facts.referenced = known->references;
  lock(facts, known->references, LockMode::row_share, ternary(has_storage(known->references)));
}

// The triggers of a foreign key on both tables follow where its timing changes.
void FactBuilder::alter_constraint(const sql::AlterAction& action) {
  const std::string& table = targets_.front();
  StatementFacts& facts = add("alter_constraint", table, LockMode::access_exclusive);
  facts.constraint = action.name;
  const Relation* relation = schema_.relation(table);
  const SchemaConstraint* known = relation == nullptr ? nullptr : relation->constraint(action.name);
  if (known != nullptr) facts.referenced = known->references;
}

}  // namespace migcheck
