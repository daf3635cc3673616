#include <algorithm>

#include "facts/builder.h"

namespace migcheck {

namespace {

bool share_any(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& name) {
    return std::find(b.begin(), b.end(), name) != b.end();
  });
}

}  // namespace

// The planner locks every index of a table that it plans for, in the table's own mode.
// Source: get_relation_info in PostgreSQL's src/backend/optimizer/util/plancat.c.
void FactBuilder::lock_indexes(StatementFacts& facts, const std::string& table, LockMode mode) {
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr || !has_storage(table)) return;
  for (const std::string& index : relation->indexes) lock(facts, index, mode);
}

// A foreign key looks its values up with SELECT … FOR KEY SHARE.
// Source: PostgreSQL's src/backend/utils/adt/ri_triggers.c.
void FactBuilder::looks_up(StatementFacts& facts, const SchemaConstraint& foreign_key) {
  lock(facts, foreign_key.references, LockMode::row_share);
  lock_indexes(facts, foreign_key.references, LockMode::row_share);
}

// What an UPDATE of these columns, or a DELETE where there are none, asks of foreign keys in both
// directions.
void FactBuilder::checks_references(StatementFacts& facts, const std::string& table,
                                    const std::vector<std::string>* columns) {
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr) return;
  for (const SchemaConstraint& constraint : relation->constraints) {
    if (constraint.references.empty() || columns == nullptr) continue;
    if (share_any(constraint.columns, *columns)) looks_up(facts, constraint);
  }
  for (const std::string& child : schema_.referencing(table)) {
    for (const SchemaConstraint& constraint : schema_.relation(child)->constraints) {
      if (constraint.references != table) continue;
      acts_on_reference(facts, child, constraint, columns);
    }
  }
}

void FactBuilder::acts_on_reference(StatementFacts& facts, const std::string& child,
                                    const SchemaConstraint& constraint,
                                    const std::vector<std::string>* columns) {
  std::vector<std::string> key = constraint.referenced_columns;
  if (key.empty()) {
    for (const SchemaConstraint& own : schema_.relation(constraint.references)->constraints) {
      if (own.kind == sql::Constraint::Kind::primary_key) key = own.columns;
    }
  }
  if (columns != nullptr && !share_any(key, *columns)) return;
  const std::string& action = columns == nullptr ? constraint.on_delete : constraint.on_update;
  const bool changes = action == "cascade" || action == "set null" || action == "set default";
  const LockMode mode = changes ? LockMode::row_exclusive : LockMode::row_share;
  const auto leads = [&](const std::string& name) {
    const SchemaIndex* index = schema_.index(name);
    return index != nullptr && !index->columns.empty() && !constraint.columns.empty() &&
           index->columns.front() == constraint.columns.front();
  };
  const std::vector<std::string>& indexes = schema_.relation(child)->indexes;
  const bool indexed = std::any_of(indexes.begin(), indexes.end(), leads);
  lock(facts, child, mode, indexed ? Ternary::unknown : Ternary::yes);
  lock_indexes(facts, child, mode);
}

}  // namespace migcheck
