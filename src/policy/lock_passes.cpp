#include "policy/lock_passes.h"

#include <algorithm>

#include "facts/foreign_keys.h"

namespace migcheck {

namespace {

bool takes_lock(const StatementFacts& facts, const RelationLock& wanted) {
  return is_undoable_change(facts) && std::ranges::any_of(facts.locks, [&](const auto& lock) {
           return lock.relation == wanted.relation && lock.mode >= wanted.mode;
         });
}

}  // namespace

void note_foreign_keys(std::vector<ScriptStatement>& statements, const Schema& schema,
                       const TransactionState& state) {
  for (ScriptStatement& statement : statements) {
    for (StatementFacts& facts : statement.facts) {
      if (!facts.foreign_keys.empty()) migcheck::note_foreign_keys(facts, schema, state);
    }
  }
}

void note_needless_locks(std::vector<ScriptStatement>& statements) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    for (StatementFacts& facts : statements[i].facts) {
      if (facts.kind != "lock_table" || facts.locks.empty()) continue;
      const RelationLock& wanted = facts.locks.front();
      facts.locked_anyway =
          std::any_of(statements.begin() + static_cast<std::ptrdiff_t>(i) + 1, statements.end(),
                      [&](const ScriptStatement& later) {
                        return later.transaction == statements[i].transaction &&
                               std::ranges::any_of(later.facts, [&](const StatementFacts& part) {
                                 return takes_lock(part, wanted);
                               });
                      });
    }
  }
}

}  // namespace migcheck
