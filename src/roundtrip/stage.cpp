#include "roundtrip/stage.h"

#include "core/error.h"
#include "roundtrip/wording.h"

namespace migcheck {

namespace {

// What keeps one statement from holding everything up. A migration may set them otherwise.
constexpr const char* kTimeouts = "SET statement_timeout = '300s'; SET lock_timeout = '10s'";

std::string quote_identifier(const std::string& name) {
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

void make_extensions(const Address& admin, const std::vector<std::string>& extensions) {
  if (extensions.empty()) return;
  Connection connection(admin);
  for (const std::string& name : extensions) {
    const std::string sql = "CREATE EXTENSION " + quote_identifier(name) + " CASCADE";
    if (const auto failure = connection.execute(sql)) {
      throw Error("cannot make the extension " + name + ": " + explain(*failure, sql));
    }
  }
}

}  // namespace

Stage::Stage(Installation installation, const RoundtripOptions& options, Versions versions)
    : installation_(std::move(installation)), options_(options), kept_(versions) {
  open();
}

void Stage::open() {
  connection_.reset();
  cluster_.reset();
  cluster_ = std::make_unique<Cluster>(
      installation_, options_.keep ? RunFolder::AtEnd::keep : RunFolder::AtEnd::remove);
  make_extensions(cluster_->admin_address(), options_.extensions);
  connect();
  versions_ = committed_ = {};
  const std::string table =
      kept_ == Versions::alembic ? VersionTable::create_sql() : version_table_sql(options_.dialect);
  if (!table.empty()) connection_->query(table);
}

void Stage::connect() {
  connection_ = std::make_unique<Connection>(cluster_->migration_address());
  connection_->query(kTimeouts);
  server_version_ = connection_->server_version();
}

ScriptRun Stage::run(const Revision& revision, Direction direction, Ending ending,
                     LockTrace* trace) {
  const bool up = direction == Direction::upgrade;
  ScriptOptions options;
  options.ending = ending;
  options.trace = trace;
  if (kept_ == Versions::alembic) {
    options.bookkeeping = up ? versions_.upgrade(revision) : versions_.downgrade();
  }
  ScriptRun run = run_script(*connection_, revision, direction, options);
  if (run.failure) {
    versions_ = committed_;
    if (run.failure->connection_lost) connect();
  } else if (ending == Ending::commit) {
    committed_ = versions_;
  }
  return run;
}

std::optional<SqlFailure> Stage::check_deferred() {
  auto failure = connection_->execute("SET CONSTRAINTS ALL IMMEDIATE");
  if (failure) roll_back();
  return failure;
}

void Stage::commit() {
  connection_->query("COMMIT");
  committed_ = versions_;
}

void Stage::roll_back() {
  connection_->query("ROLLBACK");
  versions_ = committed_;
}

bool Stage::replay(std::span<const RoundtripStep> steps) {
  open();
  for (const RoundtripStep& step : steps) {
    if (run(*step.revision, Direction::upgrade, Ending::commit).failure) return false;
  }
  return true;
}

}  // namespace migcheck
