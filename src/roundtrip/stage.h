#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/direction.h"
#include "postgres/cluster.h"
#include "postgres/snapshot.h"
#include "roundtrip/roundtrip.h"
#include "roundtrip/script_run.h"
#include "roundtrip/version_table.h"

namespace migcheck {

// Where the rehearsal is played: an ephemeral server, one session of it, and the version table.
class Stage {
 public:
  enum class Versions { alembic, none };  // whether there is a table alembic_version

  Stage(Installation installation, const RoundtripOptions& options, Versions versions);

  // Runs one direction of a revision. With Ending::leave_open a successful run is finished by
  // commit() or roll_back(). A server that is gone is an Error; a session that is gone is replaced.
  ScriptRun run(const Revision& revision, Direction direction, Ending ending,
                LockTrace* trace = nullptr);

  // What COMMIT would fail with: what a deferred constraint objects to. Then all is rolled back.
  std::optional<SqlFailure> check_deferred();
  void commit();
  void roll_back();

  Snapshot snapshot(Within within) { return read_snapshot(*connection_, within); }
  LockTrace trace() { return LockTrace(*connection_); }

  // A fresh server, brought to the state after these upgrades. Returns false when one of them
  // fails this time.
  bool replay(std::span<const RoundtripStep> steps);

  const std::string& folder() const { return cluster_->folder(); }
  const std::string& server_version() const { return server_version_; }

 private:
  void open();
  void connect();

  Installation installation_;
  const RoundtripOptions& options_;
  Versions kept_;
  std::unique_ptr<Cluster> cluster_;
  std::unique_ptr<Connection> connection_;
  std::string server_version_;
  VersionTable versions_, committed_;
};

}  // namespace migcheck
