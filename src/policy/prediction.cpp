#include "policy/prediction.h"

#include <algorithm>

namespace migcheck {

namespace {

bool has_unknown(const RelationLock& lock) {
  return lock.rewrite == Ternary::unknown || lock.scan == Ternary::unknown ||
         lock.index_rebuild == Ternary::unknown;
}

}  // namespace

ExplainedStatement predicted(const ScriptStatement& statement, const SourceFilePtr& file) {
  ExplainedStatement explained;
  explained.sql = statement.sql;
  explained.observed = statement.observed;
  explained.file = file;
  explained.span = statement.span;
  explained.locks = merged_locks(statement.facts);
  explained.lock_timeout_ms = statement.facts.front().lock_timeout;
  explained.statement_timeout_ms = statement.facts.front().statement_timeout;
  explained.rewrite = Ternary::no;
  explained.fails_in_transaction = Ternary::no;
  explained.fails_on_rows = RowFailure::no;
  for (const StatementFacts& facts : statement.facts) {
    explained.rewrite = either(explained.rewrite, facts.rewrite);
    explained.fails_in_transaction =
        either(explained.fails_in_transaction,
               statement.opaque ? Ternary::unknown : ternary(facts.fails_in_transaction));
    explained.fails_on_rows = std::max(explained.fails_on_rows, facts.fails_on_rows);
    explained.locks_complete = explained.locks_complete && facts.locks_complete;
  }
  return explained;
}

bool has_unknown(const ExplainedStatement& statement) {
  if (!statement.locks_complete || statement.rewrite == Ternary::unknown) return true;
  if (statement.fails_in_transaction == Ternary::unknown) return true;
  if (statement.fails_on_rows == RowFailure::unknown) return true;
  return std::any_of(statement.locks.begin(), statement.locks.end(),
                     [](const RelationLock& lock) { return has_unknown(lock); });
}

}  // namespace migcheck
