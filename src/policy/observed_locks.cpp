#include "policy/observed_locks.h"

#include <fmt/format.h>

#include <algorithm>

namespace migcheck {

namespace {

const RelationLock* find(const std::vector<RelationLock>& locks, const std::string& relation) {
  const auto found = std::ranges::find(locks, relation, &RelationLock::relation);
  return found == locks.end() ? nullptr : &*found;
}

bool is_comparable(const Script& script, const ScriptFacts& upgrade) {
  const bool all_run = std::ranges::all_of(script.statements, [](const Statement& statement) {
    return statement.in_transaction && !statement.conditional && !statement.is_opaque();
  });
  return all_run && std::ranges::all_of(upgrade.statements, [](const ScriptStatement& statement) {
           return !statement.opaque &&
                  std::ranges::all_of(statement.facts, &StatementFacts::locks_complete);
         });
}

bool is_table(const Schema& schema, const std::string& name) {
  const Relation* relation = schema.relation(name);
  if (relation == nullptr) return false;
  return relation->kind == Relation::Kind::table || relation->kind == Relation::Kind::partitioned ||
         relation->kind == Relation::Kind::materialized_view;
}

// Under its new name a table was not there before.
bool renames(const ScriptFacts& script) {
  return std::ranges::any_of(script.statements, [](const ScriptStatement& statement) {
    return std::ranges::any_of(statement.facts, [](const StatementFacts& facts) {
      return facts.kind == "rename_table" || facts.kind == "rename_schema" ||
             facts.kind == "set_schema";
    });
  });
}

// What was locked, and all that is predicted, by its strongest mode.
std::string difference(const RelationLock& observed, const RelationLock* predicted) {
  if (predicted == nullptr) {
    return fmt::format("{}: {} was taken, and nothing was predicted", observed.relation,
                       to_string(observed.mode));
  }
  if (predicted->mode != observed.mode) {
    return fmt::format("{}: {} was taken, and {} was predicted", observed.relation,
                       to_string(observed.mode), to_string(predicted->mode));
  }
  if (observed.rewrite == Ternary::yes && predicted->rewrite == Ternary::no) {
    return observed.relation + ": it was written anew, and that was not predicted";
  }
  return {};
}

}  // namespace

std::vector<std::string> lock_differences(const Script& script, const ScriptFacts& upgrade,
                                          const RoundtripRevision& observed, const Schema& schema) {
  if (!observed.locks_observed || !observed.upgrade_ms || !is_comparable(script, upgrade))
    return {};
  std::vector<RelationLock> predicted, on_existing;
  for (const ScriptStatement& statement : upgrade.statements) {
    for (const StatementFacts& facts : statement.facts) {
      for (const RelationLock& lock : facts.locks) add_lock(predicted, lock);
      for (const RelationLock& lock : facts.on_existing) add_lock(on_existing, lock);
    }
  }
  std::vector<std::string> lines;
  for (const RelationLock& lock : observed.locks) {
    std::string line = difference(lock, find(predicted, lock.relation));
    if (!line.empty()) lines.push_back(std::move(line));
  }
  if (renames(upgrade)) return lines;
  for (const RelationLock& lock : on_existing) {
    if (find(observed.locks, lock.relation) != nullptr || !is_table(schema, lock.relation))
      continue;
    lines.push_back(fmt::format("{}: {} was predicted, and nothing was taken", lock.relation,
                                to_string(lock.mode)));
  }
  return lines;
}

}  // namespace migcheck
