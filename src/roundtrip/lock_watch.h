#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/roundtrip.h"
#include "core/statement.h"
#include "postgres/ddl_watch.h"
#include "postgres/hold_up.h"
#include "postgres/lock_trace.h"
#include "roundtrip/script_run.h"

namespace migcheck {

// Sees which statement of an upgrade locks what, and writes what anew, of the tables that were
// there before it:
//   in a transaction  in pg_locks, from the session itself, after the statement; the driver of the
//                     engine alembic does the same
//   outside of one    its locks are gone when it ends: from an event trigger, where it is DDL
//   CONCURRENTLY      from another session, which holds it up for a moment (see HoldUp)
// Under somebody's own command, whose sessions are out of reach, there is the event trigger alone.
class LockWatch {
 public:
  // `session` is the one that the statements run in; `admin` one that nobody uses while they run,
  // made when it is asked for. `log`: see DatabaseHost::log(); without it there is no trigger.
  LockWatch(Connection& session, std::function<Connection&()> admin, std::string log);

  // Everything that was seen has been rolled back: the script is run once more.
  void begin_anew();

  // Around each statement that run_script() runs, unless it fails.
  void begin(const std::string& sql, bool in_transaction);
  void end(std::size_t number, const std::string& sql, bool in_transaction);

  // Before a transaction is committed.
  void end_transaction();

  // Around a run of the engine alembic.
  void begin_run();
  void end_run(const ScriptRun& run);

  std::vector<RelationLock> locks() const { return trace_.locks(); }
  const std::vector<ObservedStatement>& statements() const { return statements_; }

 private:
  struct Begun {
    bool in_transaction = false;
    bool is_concurrent = false;
  };

  void look(ObservedStatement statement);
  void hold_up();
  std::vector<HeldLock> newly_held(std::vector<HeldLock> held);
  void add_events(const std::vector<DdlCommand>& commands);

  Connection& session_;
  std::function<Connection&()> admin_;
  std::string log_;
  LockTrace trace_;
  std::vector<HeldLock> held_;  // by the open transaction, as seen last; sorted
  std::size_t looks_ = 0;
  std::optional<ObservedStatement> not_seen_;  // the last one, after the most looks
  Begun begun_;
  std::optional<DdlWatch> ddl_;
  std::optional<HoldUp> hold_up_;
  std::vector<ObservedStatement> statements_;
};

}  // namespace migcheck
