#include "server.h"

#include "sql/name.h"

namespace migcheck::schema_oracle {

namespace {

// What keeps one statement from holding everything up.
constexpr const char* kTimeouts = "SET statement_timeout = '300s'; SET lock_timeout = '10s'";

}  // namespace

Server::Server(const std::string& bindir)
    : cluster_(find_installation({std::nullopt, bindir}), RunFolder::AtEnd::remove),
      admin_(cluster_.admin_address()) {}

void Server::lift_restrictions() { admin_.query("ALTER ROLE postgres SUPERUSER"); }

void Server::make_role(const std::string& name) {
  if (!admin_.query("SELECT 1 FROM pg_roles WHERE rolname = " + quote_literal(name)).empty())
    return;
  const std::string role = sql::quoted(name);
  admin_.query("CREATE ROLE " + role + "; GRANT " + role + " TO postgres");
}

Address Server::address(Address base, const std::string& database) const {
  base.database = database;
  return base;
}

Database::Database(Server& server, std::string name, std::vector<std::string> extensions)
    : server_(server), name_(std::move(name)), extensions_(std::move(extensions)) {
  make_anew();
}

Database::~Database() {
  session_.reset();
  server_.admin_.execute("DROP DATABASE IF EXISTS " + name_);
}

void Database::make_anew() {
  session_.reset();
  server_.admin_.query("DROP DATABASE IF EXISTS " + name_);
  server_.admin_.query("CREATE DATABASE " + name_ + " OWNER postgres TEMPLATE postgres");
  if (!extensions_.empty()) {
    Connection admin(server_.address(server_.cluster_.admin_address(), name_));
    for (const std::string& extension : extensions_) {
      admin.query("CREATE EXTENSION " + sql::quoted(extension) + " CASCADE");
    }
  }
  session_.emplace(server_.address(server_.cluster_.migration_address(), name_));
  session_->query(kTimeouts);
}

ScriptRun Database::run(const Revision& revision, Direction direction) {
  Connection connection(server_.address(server_.cluster_.migration_address(), name_));
  connection.query(kTimeouts);
  return run_script(connection, revision, direction, {});
}

std::vector<Refusal> Database::run(const std::vector<std::string>& statements) {
  std::vector<Refusal> refused;
  // In a session of their own, as migrations are: PostgreSQL's caches can make a difference (after
  // CREATE INDEX … USING gist (… gist_trgm_ops), DROP EXTENSION fails in the same session).
  Connection connection(server_.address(server_.cluster_.migration_address(), name_));
  connection.query(kTimeouts);
  for (const std::string& statement : statements) {
    if (const auto failure = connection.execute(statement)) {
      refused.push_back({statement, failure->text()});
    }
  }
  return refused;
}

Snapshot Database::snapshot() { return read_snapshot(*session_, Within::no_transaction); }

}  // namespace migcheck::schema_oracle
