#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/direction.h"
#include "postgres/database_host.h"
#include "postgres/installation.h"
#include "postgres/snapshot.h"
#include "roundtrip/alembic/alembic_process.h"
#include "roundtrip/lock_watch.h"
#include "roundtrip/roundtrip.h"
#include "roundtrip/script_run.h"
#include "roundtrip/version_table.h"

namespace migcheck {

// Where a revision is tried out before the database is upgraded for good; nothing of it stays.
enum class Ground {
  transaction,  // one transaction of the database, which is rolled back
  copy,         // a copy of the database, in which everything commits, and which is dropped
};

// Where the rehearsal is played: an ephemeral server, one session of it, and the version table.
class Stage {
 public:
  enum class Versions { alembic, none };  // whether there is a table alembic_version

  // `installation`: for a server of our own; none where the options name one. `state`: what save()
  // is called after, see Cluster.
  Stage(std::optional<Installation> installation, const RoundtripOptions& options,
        Versions versions, const std::optional<std::string>& state);

  // The note of save(), in a run before this one; nothing: the database is as the options have it.
  const std::optional<std::string>& restored() const { return host_->restored(); }

  // Says that the restored database has the upgrade of this revision behind it.
  void take_over(const Revision& revision) { versions_.upgrade(revision); }

  // Keeps the database as it is, with a note, for later runs. renew_session() must follow.
  void save(const std::string& note);

  // Goes on in another session: what was set in the one before is forgotten.
  void renew_session();

  // From now on the project's own Alembic runs the revisions. Error where it cannot be started, or
  // not read all of them where AlembicProject::verify asks for that.
  void use_alembic(const AlembicProject& project);
  bool uses_alembic() const { return alembic_ != nullptr; }

  // How the project's models differ from the database; see AlembicProcess::compare_models().
  std::vector<std::string> compare_models(const AlembicProject& project);

  // Runs one direction of a revision: in a transaction of its own, or in that of the trial ground,
  // where the checks that COMMIT would make are made at the end; after a failure there leave() is
  // the only way on. A server that is gone is an Error; a session that is gone is replaced.
  ScriptRun run(const Revision& revision, Direction direction, LockTrace* trace = nullptr);

  // Upgrades for good, with an eye on what each statement locks. The watch is of one run.
  LockWatch watch();
  ScriptRun upgrade(const Revision& revision, LockWatch& watch);

  // Whether DML is seen, too.
  bool sees_all_statements() const { return !alembic_ || alembic_->sees_statements(); }

  // Between the two everything happens on the trial ground.
  void enter(Ground ground);
  void leave();

  Snapshot snapshot();

  // Says that what the trial in a transaction changes is what it locks: its snapshots are read as
  // changes of that one, of the state that it begins in. It must live as long; null: not any more.
  void compare_with(const Snapshot* before);
  Connection& session() { return *session_; }  // as the migrations' role

  // At the end, which is then not waited for.
  void release();

  // For when a session was lost: Error with what is known where the server has ended.
  void check_server() { host_->check_server(); }

  std::string folder() const { return host_->folder(); }
  const std::string& server_version() const { return server_version_; }

 private:
  void set_up(const RoundtripOptions& options);
  void connect();
  void lay_foundation(const std::string& dialect);
  std::unique_ptr<AlembicProcess> start_alembic(AlembicProject project) const;
  void reconnect(SqlFailure& failure, bool stopped);
  void run_baseline();
  struct Eyes {
    LockTrace* trace = nullptr;
    LockWatch* watch = nullptr;
  };

  ScriptRun run(const Revision& revision, Direction direction, const Eyes& eyes);
  ScriptRun run_alembic(const Revision& revision, Direction direction, LockWatch* watch);
  ScriptRun run_statements(const Revision& revision, Direction direction, const Eyes& eyes);
  std::string database() const;
  void check_deferred(ScriptRun& run);
  Connection& admin();

  Versions kept_;
  Foundation foundation_;
  std::unique_ptr<DatabaseHost> host_;
  Watchdog& watchdog_;
  RehearsalLimits limits_;
  std::unique_ptr<Connection> session_;
  std::unique_ptr<Connection> admin_;  // made when it is needed
  std::string server_version_;
  VersionTable versions_, versions_before_trial_;
  std::unique_ptr<AlembicProcess> alembic_;  // null: the engine is sql
  std::optional<Ground> ground_;
  const Snapshot* before_ = nullptr;
  std::optional<RelationNames> names_before_;  // read when they are needed
};

}  // namespace migcheck
