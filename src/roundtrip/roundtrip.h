#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/executed.h"
#include "core/rehearsal_limits.h"
#include "core/revision.h"
#include "core/roundtrip.h"
#include "postgres/borrowed_server.h"
#include "roundtrip/alembic/project.h"
#include "roundtrip/foundation.h"

namespace migcheck {

// What runs the migrations.
enum class Engine {
  automatic,  // sql, unless a rehearsed revision has statements that only Python knows
  sql,        // our own statements, over libpqxx
  alembic,    // the project's own Alembic
};

struct RoundtripOptions {
  std::optional<int> pg_version;  // major version; none: the newest that is found
  std::string pg_bindir;          // folder of initdb and postgres; empty: look for it
  std::string dialect;            // of the history: "alembic", "diesel", …; may be empty
  bool keep = false;              // leave the cluster's folder and say where it is
  std::optional<DatabaseUrl> database_url;   // rehearse there, not on a server of our own
  Superuser superuser = Superuser::refused;  // as which the URL may lead there
  RehearsalLimits limits;

  // Servers that share the steps; none: as many as there are cores and it is worth while.
  std::optional<std::size_t> jobs;

  Foundation foundation;  // what the database has before the first revision

  Engine engine = Engine::sql;
  AlembicProject alembic;     // for that engine; its `session` is the foundation's
  bool check_models = false;  // compare the models with the database after the last upgrade

  // Called before each step; may be empty.
  std::function<void(std::size_t done, std::size_t total, const Revision&)> progress;
};

// One step of the rehearsal's plan: the revisions in upgrade order, below the change and changed.
struct RoundtripStep {
  const Revision* revision = nullptr;
  bool rehearsed = true;  // false: it belongs to the base, and is only upgraded
};

struct RoundtripOutcome {
  RoundtripResult result;
  std::vector<RoundtripProblem> problems;
  std::vector<ExecutedScript> executed;  // of scripts with opaque statements, where they were seen
  std::vector<std::string> notes;  // what the reader should know: "12 opaque statements below …"
};

// Runs upgrade, downgrade, upgrade of every rehearsed step on an ephemeral cluster, on top of the
// base. No PostgreSQL on this machine is an Error that says how to install it.
//
// A revision's status is
//   passed        all three ran, and the schemas are as they should be
//   failed        a problem says why
//   partial       a part could not be rehearsed: an opaque statement, one in a branch whose
//                 condition is not known and that PostgreSQL refused, or there is no downgrade
//   irreversible  downgrade() raises: on purpose, so only the upgrade was rehearsed
//   skipped       an earlier revision stopped the rehearsal
//
// Transactions are as Alembic makes them with transaction_per_migration. A statement in a branch
// whose condition is not known is tried under a savepoint: most such branches ask whether something
// exists, and then PostgreSQL's refusal is the answer.
//
// Under the engine alembic, which sees what an opaque statement executes, nothing is skipped, every
// trial happens in a copy of the database, and locks are not observed. Where Engine::automatic
// cannot run the project's Alembic a note says why.
RoundtripOutcome rehearse(const std::vector<RoundtripStep>& steps, const RoundtripOptions& options);

}  // namespace migcheck
