#include <algorithm>
#include <set>

#include "policy/script_notes.h"

namespace migcheck {

namespace {

// Whether it changes the schema of a table that others use.
bool changes_used_table(const StatementFacts& facts) {
  if (facts.new_table || facts.locks.empty() || !is_undoable_change(facts)) return false;
  if (facts.kind.find("sequence") != std::string::npos) return false;
  return !facts.table.empty() && is_heavy(facts.locks.front().mode);
}

}  // namespace

void note_mixtures(std::vector<ScriptStatement>& statements) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const auto in_same = [&](const ScriptStatement& other) {
      return other.transaction == statements[i].transaction;
    };
    StatementFacts& change = statements[i].facts.front();
    if (!is_data_change(change) || change.new_table) continue;
    const auto earlier = [&](const ScriptStatement& other) {
      return in_same(other) && !other.facts.front().mixed_with.empty();
    };
    const auto here = statements.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::any_of(statements.begin(), here, earlier)) continue;
    std::set<std::string> tables;
    for (const ScriptStatement& other : statements) {
      if (!in_same(other)) continue;
      for (const StatementFacts& facts : other.facts) {
        if (changes_used_table(facts)) tables.insert(facts.table);
      }
    }
    change.mixed_with.assign(tables.begin(), tables.end());
  }
}

}  // namespace migcheck
