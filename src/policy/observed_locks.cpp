#include "policy/observed_locks.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <set>

#include "core/text.h"

namespace migcheck {

namespace {

const RelationLock* find(const std::vector<RelationLock>& locks, const std::string& relation) {
  const auto found = std::ranges::find(locks, relation, &RelationLock::relation);
  return found == locks.end() ? nullptr : &*found;
}

bool is_comparable(const ScriptFacts& upgrade) {
  return std::ranges::all_of(upgrade.statements, [](const ScriptStatement& statement) {
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

// The line of the statement that took the strongest lock on it; 0: not known.
std::size_t line_of(const RoundtripRevision& observed, const std::string& relation) {
  std::size_t line = 0;
  std::optional<LockMode> strongest;
  for (const ObservedStatement& statement : observed.statements) {
    const RelationLock* lock = find(statement.locks, relation);
    if (lock == nullptr || (strongest && lock->mode <= *strongest)) continue;
    strongest = lock->mode;
    line = statement.line;
  }
  return line;
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

bool runs_concurrently(const ScriptStatement& statement) {
  return to_lower(statement.sql).find("concurrently") != std::string::npos;
}

bool is_ddl(const ScriptStatement& statement) {
  const std::string sql = to_lower(trim(statement.sql));
  return std::ranges::any_of(std::initializer_list<const char*>{"alter ", "create ", "drop "},
                             [&](const char* word) { return sql.starts_with(word); });
}

bool is_conditional(const Revision& revision, const ScriptStatement& statement) {
  return revision.upgrade.statements[statement.number].conditional;
}

bool runs_in_transaction(const ScriptStatement& statement) {
  return statement.facts.front().in_transaction;
}

void add_locks(std::vector<RelationLock>& all, const std::vector<RelationLock>& locks) {
  for (const RelationLock& lock : locks) add_lock(all, lock);
}

// What some statements are predicted to lock, and what they were seen to lock. Those of them that
// nobody saw may have locked what is predicted.
class Comparison {
 public:
  explicit Comparison(const Schema& schema) : schema_(schema) {}

  // It may not have run.
  void allow(const ScriptStatement& statement) {
    for (const StatementFacts& facts : statement.facts) add_locks(most_, facts.locks);
  }

  // Nothing that was locked before is held any more.
  void begin() { most_ = least_ = least_on_existing_ = unseen_ = unseen_on_existing_ = seen_ = {}; }

  void expect(const ScriptStatement& statement) {
    allow(statement);
    for (const StatementFacts& facts : statement.facts) {
      add_locks(unseen_, facts.locks);
      add_locks(unseen_on_existing_, facts.on_existing);
    }
  }

  // What of all that was expected so far had not been locked before.
  void see(const std::vector<RelationLock>& locks) {
    add_locks(seen_, locks);
    add_locks(least_, unseen_);
    add_locks(least_on_existing_, unseen_on_existing_);
    unseen_ = unseen_on_existing_ = {};
  }

  // `line_of(relation)`: of the statement, from 1; 0: not known.
  template <typename LineOf>
  void compare(const LineOf& line_of) {
    for (const RelationLock& lock : seen_) note(lock.relation, difference(lock), line_of);
    for (const RelationLock& lock : least_on_existing_) {
      if (find(seen_, lock.relation) != nullptr || !is_table(schema_, lock.relation)) continue;
      const std::string mode = to_string(lock.mode);
      note(lock.relation, mode + " was predicted, and nothing was taken", line_of);
    }
  }

  void take_names_as_changing() { least_on_existing_ = unseen_on_existing_ = {}; }

  std::vector<std::string> take() { return std::move(lines_); }

 private:
  // Each relation is told of once: what follows may follow from that.
  template <typename LineOf>
  void note(const std::string& relation, const std::string& text, const LineOf& line_of) {
    if (text.empty() || !told_.insert(relation).second) return;
    const std::size_t line = line_of(relation);
    const std::string place = line > 0 ? fmt::format(" (line {})", line) : std::string();
    lines_.push_back(fmt::format("{}: {}{}", relation, text, place));
  }

  std::string difference(const RelationLock& lock) const {
    const RelationLock* most = find(most_, lock.relation);
    const RelationLock* least = find(least_, lock.relation);
    const std::string taken = std::string(to_string(lock.mode)) + " was taken, and ";
    if (most == nullptr) return taken + "nothing was predicted";
    if (lock.mode > most->mode) return taken + to_string(most->mode) + " was predicted";
    if (least != nullptr && lock.mode < least->mode) {
      return taken + to_string(least->mode) + " was predicted";
    }
    if (lock.rewrite == Ternary::yes && most->rewrite == Ternary::no) {
      return "it was written anew, and that was not predicted";
    }
    return {};
  }

  const Schema& schema_;
  std::vector<RelationLock> most_, least_, least_on_existing_, unseen_, unseen_on_existing_, seen_;
  std::set<std::string> told_;
  std::vector<std::string> lines_;
};

// Statement by statement; where a transaction has ended, nothing is held any more.
void compare_each(Comparison& comparison, const Revision& revision, const ScriptFacts& upgrade,
                  const RoundtripRevision& observed) {
  const std::string& text = revision.file_of(Direction::upgrade)->text;
  std::size_t transaction = 0;
  for (std::size_t i = 0; i < upgrade.statements.size(); ++i) {
    const ScriptStatement& statement = upgrade.statements[i];
    if (statement.transaction != transaction || !runs_in_transaction(statement)) comparison.begin();
    transaction = statement.transaction;
    const auto seen =
        std::ranges::find(observed.statements, statement.number, &ObservedStatement::number);
    const bool has_run = seen != observed.statements.end();
    if (!has_run && is_conditional(revision, statement)) {
      comparison.allow(statement);
      continue;
    }
    comparison.expect(statement);
    const bool goes_on =
        i + 1 < upgrade.statements.size() && upgrade.statements[i + 1].number == statement.number;
    if (goes_on || !has_run) continue;
    comparison.see(seen->locks);
    comparison.compare(
        [&](const std::string&) { return position_at(text, statement.span.begin).line; });
    if (!runs_in_transaction(statement)) comparison.begin();
  }
}

// Where statement is not matched with statement: all at once.
void compare_all(Comparison& comparison, const Revision& revision, const ScriptFacts& upgrade,
                 const RoundtripRevision& observed) {
  const bool only_ddl = observed.observed == RoundtripRevision::Observed::ddl;
  const auto is_seen = [&](const ScriptStatement& statement) {
    if (is_conditional(revision, statement)) return false;
    if (only_ddl) return is_ddl(statement) && !runs_concurrently(statement);
    return runs_in_transaction(statement);
  };
  for (const ScriptStatement& statement : upgrade.statements) {
    if (is_seen(statement)) comparison.expect(statement);
  }
  comparison.see(observed.locks);
  for (const ScriptStatement& statement : upgrade.statements) {
    if (!is_seen(statement)) comparison.allow(statement);
  }
  if (renames(upgrade)) comparison.take_names_as_changing();
  comparison.compare([&](const std::string& relation) { return line_of(observed, relation); });
}

}  // namespace

std::vector<std::string> lock_differences(const Revision& revision, const ScriptFacts& upgrade,
                                          const RoundtripRevision& observed, const Schema& schema) {
  if (!observed.upgrade_ms || !is_comparable(upgrade)) return {};
  const bool are_ours = std::ranges::all_of(
      observed.statements, [](const ObservedStatement& one) { return one.number.has_value(); });
  Comparison comparison(schema);
  if (are_ours && !renames(upgrade)) {
    compare_each(comparison, revision, upgrade, observed);
  } else {
    compare_all(comparison, revision, upgrade, observed);
  }
  return comparison.take();
}

}  // namespace migcheck
