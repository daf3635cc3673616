#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/direction.h"
#include "core/executed.h"
#include "core/revision.h"
#include "postgres/connection.h"
#include "postgres/lock_trace.h"

namespace migcheck {

class LockWatch;

// A statement that was not run, or that PostgreSQL refused where its condition is not known.
struct SkippedStatement {
  const Statement* statement = nullptr;
  std::string reason;
  SourceFilePtr file;  // that it stands in
};

// What happened when one direction of a revision was run.
struct ScriptRun {
  double ms = 0;
  std::vector<SkippedStatement> skipped;

  std::optional<SqlFailure> failure;  // then the rest has not run, and the transaction is gone
  const Statement* failed = nullptr;  // null: the failure is of `failed_sql`, which is ours
  std::string failed_sql;
  std::optional<Span> failed_at;  // the line, in the file of that direction, where it is known

  // Under the engine alembic, without Alembic's own; in order, also of what was rolled back. How
  // many more there were beyond ten thousand.
  std::vector<ExecutedStatement> executed;
  std::size_t executed_left_out = 0;

  // If locks were asked for: those that the transaction had not held before, after each executed
  // statement, and before its commit.
  std::vector<std::vector<HeldLock>> executed_locks;
  std::vector<HeldLock> locks_at_commit;
};

// Whose transaction a script runs in.
enum class Bounds {
  own,    // the runner begins and commits one, as the tools do
  given,  // the caller's, which stays open; a failed script leaves it to be rolled back
};

struct ScriptOptions {
  std::string bookkeeping;  // run after the last statement, in its transaction; may be empty
  Bounds bounds = Bounds::own;
  LockTrace* trace = nullptr;  // observes before each commit, and at the end
  LockWatch* watch = nullptr;  // sees each statement
};

// Runs a script's statements as Alembic does with transaction_per_migration, and most tools for
// SQL: between BEGIN and COMMIT, which an autocommit block or op.execute("COMMIT") may leave. Where
// no statement runs in the runner's transaction there is none. After a failure within bounds of its
// own the session is outside of any transaction.
//
// An Enum that op.create_table or ENUM.create() makes (or ENUM.drop() drops) is looked for first
// when Alembic runs online, though not in what it prints: where the type is there already (or no
// more), that statement does nothing.
ScriptRun run_script(Connection& connection, const Revision& revision, Direction direction,
                     const ScriptOptions& options);

// Everything that running the script depends on, beside the database, as a text.
std::string fingerprint(const Revision& revision, Direction direction);

// Whether all of it may happen in the caller's transaction, with other scripts before and after it:
// it neither leaves its transaction nor counts on its end (temporary tables that are dropped then,
// SET LOCAL, a new value of an enum type that only then may be used).
bool fits_given_transaction(const Script& script);

}  // namespace migcheck
