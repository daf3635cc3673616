#include "roundtrip/stage.h"

#include "core/text.h"
#include "postgres/borrowed_server.h"
#include "postgres/cluster.h"
#include "postgres/database_copy.h"

namespace migcheck {

namespace {

std::unique_ptr<DatabaseHost> make_host(const std::optional<Installation>& installation,
                                        const RoundtripOptions& options,
                                        const std::optional<std::string>& state) {
  if (options.database_url) {
    return std::make_unique<BorrowedServer>(*options.database_url, options.superuser);
  }
  return std::make_unique<Cluster>(installation.value(),
                                   options.keep ? RunFolder::AtEnd::keep : RunFolder::AtEnd::remove,
                                   state);
}

}  // namespace

Stage::Stage(std::optional<Installation> installation, const RoundtripOptions& options,
             Versions versions, const std::optional<std::string>& state)
    : kept_(versions),
      foundation_(options.foundation),
      host_(make_host(installation, options, state)),
      watchdog_(host_->watch(options.limits)),
      limits_(options.limits) {
  try {
    set_up(options);
  } catch (const ConnectionLost&) {
    host_->check_server();
    throw;
  }
}

void Stage::set_up(const RoundtripOptions& options) {
  if (!restored() && !foundation_.extensions.empty()) make_extensions(admin(), foundation_);
  connect();
  server_version_ = session_->server_version();
  if (!restored()) lay_foundation(options.dialect);
}

void Stage::lay_foundation(const std::string& dialect) {
  make_schemas(*session_, foundation_);
  if (!foundation_.baseline.empty()) run_baseline();
  const std::string table =
      kept_ == Versions::alembic ? VersionTable::create_sql() : version_table_sql(dialect);
  if (!table.empty()) session_->query(table);
}

void Stage::save(const std::string& note) {
  session_.reset();
  admin_.reset();
  host_->save(note);
}

void Stage::renew_session() {
  session_.reset();
  connect();
}

void Stage::release() {
  session_.reset();
  admin_.reset();
  host_->release();
}

std::string Stage::database() const {
  return ground_ == Ground::copy ? host_->name_for_copy() : host_->migration_address().database;
}

void Stage::connect() {
  Address address = host_->migration_address();
  address.database = database();
  try {
    session_ = std::make_unique<Connection>(address);
  } catch (const Error&) {
    host_->check_server();
    throw;
  }
  session_->query(join(timeout_settings(limits_), "; "));
  apply_session(*session_, foundation_);
}

// A dump changes settings of its session, the search_path first of all.
void Stage::run_baseline() {
  watchdog_.begin();
  migcheck::run_baseline(*session_, foundation_);
  watchdog_.end();
  connect();
}

Connection& Stage::admin() {
  if (!admin_) admin_ = std::make_unique<Connection>(host_->admin_address());
  return *admin_;
}

std::unique_ptr<AlembicProcess> Stage::start_alembic(AlembicProject project) const {
  project.session = foundation_.session;
  return std::make_unique<AlembicProcess>(std::move(project), host_->migration_address(),
                                          host_->folder());
}

void Stage::use_alembic(const AlembicProject& project) {
  alembic_ = start_alembic(project);
  if (project.verify) alembic_->check(database());
}

std::vector<std::string> Stage::compare_models(const AlembicProject& project) {
  if (alembic_) return alembic_->compare_models(database());
  return start_alembic(project)->compare_models(database());
}

ScriptRun Stage::run(const Revision& revision, Direction direction, LockTrace* trace) {
  return run(revision, direction, Eyes{trace, nullptr});
}

LockWatch Stage::watch() {
  return {*session_, [this]() -> Connection& { return admin(); }, host_->log()};
}

ScriptRun Stage::upgrade(const Revision& revision, LockWatch& watch) {
  return run(revision, Direction::upgrade, Eyes{nullptr, &watch});
}

ScriptRun Stage::run(const Revision& revision, Direction direction, const Eyes& eyes) {
  const VersionTable before = versions_;
  watchdog_.begin();
  ScriptRun run = alembic_ ? run_alembic(revision, direction, eyes.watch)
                           : run_statements(revision, direction, eyes);
  const std::optional<std::string> excess = watchdog_.end();
  if (!run.failure) return run;
  versions_ = before;
  if (excess) run.failure->message = "stopped by migcheck: " + *excess + " of [roundtrip]";
  const bool lost = !alembic_ && run.failure->connection_lost;
  if (lost || (alembic_ && excess)) reconnect(*run.failure, excess.has_value());
  return run;
}

ScriptRun Stage::run_alembic(const Revision& revision, Direction direction, LockWatch* watch) {
  if (watch == nullptr) return alembic_->run(database(), revision, direction).script;
  watch->begin_run();
  ScriptRun run = alembic_->run(database(), revision, direction, ReportLocks::yes).script;
  watch->end_run(run);
  return run;
}

ScriptRun Stage::run_statements(const Revision& revision, Direction direction, const Eyes& eyes) {
  const bool given = ground_ == Ground::transaction;
  ScriptOptions options;
  options.bounds = given ? Bounds::given : Bounds::own;
  options.trace = eyes.trace;
  options.watch = eyes.watch;
  if (kept_ == Versions::alembic) {
    const bool up = direction == Direction::upgrade;
    options.bookkeeping = up ? versions_.upgrade(revision) : versions_.downgrade();
  }
  ScriptRun run = run_script(*session_, revision, direction, options);
  if (given && !run.failure) check_deferred(run);
  return run;
}

// `stopped`: by us; then even the server may be no more.
void Stage::reconnect(SqlFailure& failure, bool stopped) {
  const std::string reason = host_->last_failure();
  if (!stopped && !reason.empty()) failure.message = reason;
  try {
    host_->check_server();  // which may let us in for a last time
    connect();
  } catch (const Error&) {
    if (!stopped) throw;
    throw Error(failure.message);
  }
}

// What COMMIT would fail with: what a deferred constraint objects to.
void Stage::check_deferred(ScriptRun& run) {
  run.failure = session_->execute("SET CONSTRAINTS ALL IMMEDIATE");
  if (run.failure) run.failed_sql = "COMMIT";
}

void Stage::enter(Ground ground) {
  versions_before_trial_ = versions_;
  if (ground == Ground::transaction) {
    session_->query("BEGIN");
    ground_ = ground;
    if (before_ != nullptr && !names_before_) names_before_ = read_relation_names(*session_);
    return;
  }
  session_.reset();
  copy_database(admin(), database(), host_->name_for_copy());
  ground_ = ground;
  connect();
}

void Stage::leave() {
  const bool copy = ground_ == Ground::copy;
  if (!copy) session_->query("ROLLBACK");  // in a new session, after a lost one, only a warning
  ground_.reset();
  versions_ = versions_before_trial_;
  if (!copy) return;
  session_.reset();
  drop_database(admin(), host_->name_for_copy());
  connect();
}

void Stage::compare_with(const Snapshot* before) {
  before_ = before;
  names_before_.reset();
}

Snapshot Stage::snapshot() {
  const bool inside = ground_ == Ground::transaction;
  if (inside && before_ != nullptr) return read_changes(*session_, *before_, *names_before_);
  return read_snapshot(*session_, inside ? Within::transaction : Within::no_transaction);
}

}  // namespace migcheck
