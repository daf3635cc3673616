#include "facts/safe_form.h"
#include "policy/script_notes.h"

namespace migcheck {

namespace {

// Follows the transactions that a script controls itself, beside those of its runner.
class TransactionNotes {
 public:
  void note(StatementFacts& facts) {
    if (facts.by_runner) {
      begun_ = nullptr;
      return;
    }
    ScriptPosition& position = facts.position;
    if (facts.object == "BEGIN") {
      position.nested = facts.in_transaction;
      begun_ = &facts;
      return;
    }
    const bool ends = facts.object == "COMMIT" || facts.object == "ROLLBACK";
    if (!ends) return;
    position.ends_nothing = !facts.in_transaction;
    position.ends_runner = facts.in_transaction && begun_ == nullptr;
    begun_ = nullptr;
  }

  // A BEGIN within the runner's transaction is nested rather than left open.
  void end() {
    if (begun_ != nullptr) begun_->position.left_open = !begun_->position.nested;
  }

 private:
  StatementFacts* begun_ = nullptr;
};

// The next statement that does something, where it was read; empty where there is none. A COMMIT
// and BEGIN of autocommit_block() may stand in between.
std::string call_behind(const std::vector<ScriptStatement>& statements, std::size_t commit) {
  std::size_t next = commit + 1;
  while (next < statements.size() && statements[next].facts.front().kind == "transaction") ++next;
  if (next == statements.size() || statements[next].opaque) return {};
  return alembic_call(statements[next].facts.front());
}

}  // namespace

void note_transactions(std::vector<ScriptStatement>& statements) {
  TransactionNotes notes;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    StatementFacts& facts = statements[i].facts.front();
    if (facts.kind == "transaction") notes.note(facts);
    if (facts.position.ends_runner) facts.position.next_call = call_behind(statements, i);
  }
  notes.end();
}

}  // namespace migcheck
