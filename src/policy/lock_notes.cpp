#include <algorithm>
#include <array>
#include <set>

#include "core/text.h"
#include "facts/foreign_keys.h"
#include "policy/script_notes.h"

namespace migcheck {

namespace {

bool passes_over_rows(const StatementFacts& facts) {
  return facts.scan == Ternary::yes || facts.rewrite == Ternary::yes;
}

// The part of a statement that locks what others use; null where none does.
StatementFacts* locking_part(ScriptStatement& statement) {
  for (StatementFacts& facts : statement.facts) {
    if (!facts.on_existing.empty()) return &facts;
  }
  return nullptr;
}

}  // namespace

void note_timeouts(std::vector<ScriptStatement>& statements) {
  bool waits = false, works = false, idles = false;
  for (ScriptStatement& statement : statements) {
    StatementFacts* facts = locking_part(statement);
    if (facts == nullptr) continue;
    if (!waits && facts->lock_timeout == 0) waits = facts->position.waits_unlimited = true;
    if (!idles && facts->in_transaction && facts->idle_timeout == 0) {
      idles = facts->position.idles_unlimited = true;
    }
    if (!works && facts->statement_timeout == 0 && passes_over_rows(*facts)) {
      works = facts->position.works_unlimited = true;
    }
  }
}

namespace {

// Work whose length is that of a table, and which has no finding for its own lock.
bool is_slow(const StatementFacts& facts) {
  static constexpr std::array<std::string_view, 6> readers = {
      "select",  "create_table_as", "create_materialized_view",
      "analyze", "copy_to",         "insert_select"};
  const bool reads = std::ranges::find(readers, facts.kind) != readers.end();
  const bool fills = facts.kind == "insert_select" || facts.kind == "copy_from";
  return (reads && facts.scan == Ternary::yes) || (fills && facts.new_table);
}

// ACCESS EXCLUSIVE on the existing tables of one transaction, as it goes on.
class HeldLocks {
 public:
  void note(ScriptStatement& statement) {
    if (statement.transaction != transaction_) {
      *this = HeldLocks();
      transaction_ = statement.transaction;
    }
    StatementFacts& first = statement.facts.front();
    mixed_ = mixed_ || !first.mixed_with.empty();
    if (!held_.empty() && !said_slow_ && !mixed_ && is_slow(first)) {
      said_slow_ = first.position.slow_under_lock = true;
    }
    for (StatementFacts& facts : statement.facts) facts.position.held_exclusively = held_;
    for (StatementFacts& facts : statement.facts) hold(facts);
  }

 private:
  void hold(StatementFacts& facts) {
    const bool other_statement = !facts.position.held_exclusively.empty();
    std::vector<std::string> taken;
    for (const std::string& table : facts.exclusive_tables) {
      if (std::ranges::count(held_, table) == 0) taken.push_back(table);
    }
    if (other_statement && !taken.empty() && !said_another_) {
      facts.position.also_locked = taken;
      said_another_ = true;
    }
    held_.insert(held_.end(), taken.begin(), taken.end());
  }

  std::size_t transaction_ = 0;
  std::vector<std::string> held_;
  bool mixed_ = false, said_slow_ = false, said_another_ = false;
};

}  // namespace

void note_held_locks(std::vector<ScriptStatement>& statements) {
  HeldLocks held;
  for (ScriptStatement& statement : statements) held.note(statement);
}

namespace {

// Of NOT VALID and VALIDATE, and of SET NOT NULL and the constraint that spares its scan, one
// statement would read the rows again.
bool can_share(const ScriptStatement& statement) {
  static constexpr std::array<std::string_view, 8> kinds = {
      "add_column",   "drop_column", "alter_type",   "set_default",
      "drop_default", "add_check",   "set_not_null", "drop_not_null"};
  return std::ranges::all_of(statement.facts, [&](const StatementFacts& facts) {
    return std::ranges::find(kinds, facts.kind) != kinds.end() && !facts.not_valid &&
           !facts.new_table && !facts.conditional;
  });
}

// Alembic's directives are a statement each.
bool is_written(const StatementFacts& facts) {
  return !facts.source.starts_with("op.") || facts.source.starts_with("op.execute");
}

bool passes_over_rows(const ScriptStatement& statement) {
  return std::ranges::any_of(statement.facts,
                             [](const StatementFacts& facts) { return passes_over_rows(facts); });
}

bool shares_column(const ScriptStatement& a, const ScriptStatement& b) {
  std::set<std::string> columns;
  for (const StatementFacts& facts : a.facts) columns.insert(facts.column);
  return std::ranges::any_of(
      b.facts, [&](const StatementFacts& facts) { return columns.contains(facts.column); });
}

// What is spared is a pass over the rows, or outside of a transaction waiting for the lock again.
bool could_join(const ScriptStatement& before, const ScriptStatement& statement) {
  const StatementFacts& first = before.facts.front();
  const StatementFacts& second = statement.facts.front();
  if (first.table != second.table || first.in_transaction != second.in_transaction) return false;
  if (!can_share(before) || !can_share(statement) || shares_column(before, statement)) return false;
  if (!is_written(first) || !is_written(second)) return false;
  return !second.in_transaction || (passes_over_rows(before) && passes_over_rows(statement));
}

}  // namespace

void note_joinable(std::vector<ScriptStatement>& statements) {
  for (std::size_t i = 1; i < statements.size(); ++i) {
    statements[i].facts.front().position.could_join = could_join(statements[i - 1], statements[i]);
  }
}

namespace {

bool takes_lock(const StatementFacts& facts, const RelationLock& wanted) {
  return is_undoable_change(facts) && std::ranges::any_of(facts.locks, [&](const auto& lock) {
           return lock.relation == wanted.relation && lock.mode >= wanted.mode;
         });
}

}  // namespace

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

void note_foreign_key_indexes(std::vector<ScriptStatement>& statements, const Schema& after,
                              const TransactionState& state) {
  for (ScriptStatement& statement : statements) {
    for (StatementFacts& facts : statement.facts) {
      if (!facts.foreign_keys.empty()) note_foreign_keys(facts, after, state);
    }
  }
}

}  // namespace migcheck
