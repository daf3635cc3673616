#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/direction.h"
#include "core/revision.h"
#include "postgres/line_process.h"
#include "roundtrip/alembic/alembic_run.h"
#include "roundtrip/alembic/project.h"

namespace migcheck {

// A Python process that runs a project's revisions with the project's own Alembic, on databases of
// one server. It is started once; where a revision has ended it, or had to be stopped, another one
// is. It runs as this process's account, and ends with the thread that made the object.
//
// The revisions run as under `alembic upgrade` with transaction_per_migration, and are committed.
// Without own_env the project's env.py is not run. SQLAlchemy is kept from connecting to any other
// server. The process knows only the variables of python_environment().
//
// With AlembicProject::command that runs instead, a process for each revision (see command.h).
class AlembicProcess {
 public:
  // `folder` is a private one, in which the driver's files are put, and those of
  // AlembicProject::tree; `address` leads to the server.
  // Error where there is no Python, or one that cannot run Alembic or connect to PostgreSQL.
  AlembicProcess(AlembicProject project, Address address, std::string folder);
  ~AlembicProcess();

  // Error where the revisions cannot be read, or the project's env.py not be run where that is
  // asked for.
  void check(const std::string& database);

  // Runs one revision in this database.
  AlembicRun run(const std::string& database, const Revision& revision, Direction direction,
                 ReportLocks locks = ReportLocks::no);

  // Whether runs have statements and locks: not those of a command.
  bool sees_statements() const { return project_.command.empty(); }

  // Called with the id of each revision that begins.
  using Progress = std::function<void(const std::string& revision)>;

  // Upgrades by all of them, in this order. The first failure ends it.
  AlembicRun upgrade(const std::string& database, std::span<const Revision* const> revisions,
                     const Progress& progress = {});

  // Runs the project's own env.py to compare its models with the upgraded database, as `alembic
  // check` does: one line per difference ("add column users.name VARCHAR": the models have it, the
  // database has not). Error where env.py cannot be run.
  std::vector<std::string> compare_models(const std::string& database);

  const std::string& python() const { return python_; }

 private:
  struct Reply;

  void start();
  void turn_to(const std::string& database);
  Reply ask(const std::string& order, const Progress& progress);
  AlembicRun run_all(const std::string& database, std::span<const Revision* const> revisions,
                     Direction direction, const Progress& progress,
                     ReportLocks locks = ReportLocks::no);
  AlembicRun command_all(const std::string& database, std::span<const Revision* const> revisions,
                         Direction direction, const Progress& progress);

  AlembicProject project_;
  Address address_;  // with the database that the process was turned to last
  std::string folder_;
  std::string python_;
  std::unique_ptr<LineProcess> process_;  // null: has ended
};

}  // namespace migcheck
