#include <algorithm>

#include "facts/builder.h"
#include "schema/qualify.h"

namespace migcheck {

void FactBuilder::set_type(const sql::AlterAction& action) {
  const std::string& table = targets_.front();
  StatementFacts& facts = add_action("alter_type", LockMode::access_exclusive, Reach::all);
  facts.column = action.name;
  facts.type = to_string(*action.type);
  const SchemaColumn* column = schema_.column(table, action.name);
  if (column != nullptr) facts.old_type = to_string(column->type);
  const TypeChangeEffects effects = effects_of(type_change(column, action), schema_);
  facts.has_cast = effects.possible;
  if (column != nullptr) retypes(facts, action);
  if (effects.rewrite != Ternary::no) may_fail(facts, RowFailure::depends);
  for (const std::string& target : targets_) {
    rewrites_table(facts, target, effects.rewrite);
    retype_table(facts, target, action);
    retype_references(facts, target, action, effects.rewrite);
  }
}

TypeChange FactBuilder::type_change(const SchemaColumn* column,
                                    const sql::AlterAction& action) const {
  return {column,
          *action.type,
          action.name,
          action.expression ? &*action.expression : nullptr,
          context_.transaction.time_zone(),
          context_.pg_version,
          Qualifier(schema_).collation(action.collation_name)};
}

// The indexes and checks that contain the column are made again. An index keeps its file where the
// values and their order stay the same, a check reads all rows.
void FactBuilder::retype_table(StatementFacts& facts, const std::string& table,
                               const sql::AlterAction& action) {
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr) return;
  const SchemaColumn* column = relation->column(action.name);
  const TypeChange change = type_change(column, action);
  const TypeChangeEffects effects = effects_of(change, schema_);
  const bool stored = has_storage(table) && column != nullptr;
  for (const std::string& name : relation->indexes) {
    const SchemaIndex* index = schema_.index(name);
    if (index == nullptr) continue;
    const bool contained = contains_column(*index, action.name);
    if (contained) lock(facts, name, LockMode::access_exclusive);
    if (!stored) continue;
    Ternary rebuilt = rebuilds(change, effects, *index, schema_);
    // An index over expressions, and one of a partition, which its parent's makes, keep no file.
    const bool computed =
        index->where || std::ranges::find(index->columns, "") != index->columns.end();
    const bool known = effects.rewrite != Ternary::unknown;
    if (contained && known && (computed || !index->parent.empty())) rebuilt = Ternary::yes;
    if (!contained && effects.rewrite == Ternary::no) rebuilt = Ternary::no;
    facts.index_rebuild = either(facts.index_rebuild, rebuilt);
    if (contained && rebuilt == Ternary::yes) rebuilds_index(facts, name);
    if (contained) lock(facts, table, LockMode::access_share, rebuilt);
  }
  if (!stored) return;
  for (const SchemaConstraint& constraint : relation->constraints) {
    if (!constraint.check || !mentions(*constraint.check, action.name)) continue;
    const Ternary read = rechecks(change, effects, constraint, schema_);
    lock(facts, table, LockMode::access_share, read);
    if (read != Ternary::no) may_fail(facts, RowFailure::depends);
    facts.rechecks = either(facts.rechecks, read);
  }
}

// Foreign keys of the column, in both directions, are made again too.
void FactBuilder::retype_references(StatementFacts& facts, const std::string& table,
                                    const sql::AlterAction& action, Ternary rewrite) {
  const auto has = [&](const std::vector<std::string>& columns) {
    return std::find(columns.begin(), columns.end(), action.name) != columns.end();
  };
  const auto remake = [&](const std::string& other) {
    lock(facts, other, LockMode::access_exclusive, rewrite);
  };
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr) return;
  for (const SchemaConstraint& constraint : relation->constraints) {
    if (has(constraint.columns) && !constraint.references.empty()) remake(constraint.references);
  }
  for (const std::string& child : schema_.referencing(table)) {
    for (const SchemaConstraint& constraint : schema_.relation(child)->constraints) {
      if (constraint.references != table) continue;
      std::vector<std::string> columns = constraint.referenced_columns;
      if (columns.empty()) {
        for (const SchemaConstraint& key : relation->constraints) {
          if (key.kind == sql::Constraint::Kind::primary_key) columns = key.columns;
        }
      }
      if (has(columns)) remake(child);
    }
  }
}

}  // namespace migcheck
