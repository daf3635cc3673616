#include "postgres/borrowed_server.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <optional>

#include "core/error.h"
#include "postgres/database_guard.h"

namespace migcheck {

namespace {

constexpr const char* kMark = "Made by migcheck for a rehearsal, and dropped at its end";
constexpr const char* kCopySuffix = "_trial";

// Not with std::random_device: in a binary that brings its C++ library along that needs glibc 2.36.
std::string random_name() {
  std::uint64_t number = 0;
  if (getentropy(&number, sizeof number) != 0) {
    throw Error("the system gives no random numbers", "check that getrandom(2) is allowed");
  }
  return fmt::format("migcheck_{:016x}", number);
}

// How the sessions of whoever made a database are known.
std::string maker_of(const std::string& database) { return "migcheck " + database; }

// Databases of such a name, with our comment, of this role, which nobody uses or watches over.
constexpr const char* kLeftovers =
    "SELECT d.datname FROM pg_catalog.pg_database d "
    "WHERE d.datname ~ '^migcheck_[0-9a-f]{{16}}({})?$' "
    "AND pg_catalog.pg_get_userbyid(d.datdba) = current_user "
    "AND pg_catalog.shobj_description(d.oid, 'pg_database') = {} "
    "AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datname = d.datname "
    "OR a.application_name = 'migcheck ' || left(d.datname, 25))";

void drop_leftovers(Connection& keeper) {
  const std::string query = fmt::format(kLeftovers, kCopySuffix, quote_literal(kMark));
  for (const Connection::Row& row : keeper.query(query)) {
    keeper.execute("DROP DATABASE " + quote_identifier(row[0]));  // if it is in use now, so be it
  }
}

// What the role may do beyond the databases, as words; "": nothing.
std::string excess_of(const Connection::Row& role) {
  if (role[1] == "t") return "is a superuser";
  return role[2] == "t" ? "may read or write the server's files, or run programs there" : "";
}

void check_role(Connection& keeper, Superuser superuser) {
  const Connection::Row role =
      keeper
          .query(
              "SELECT rolname, rolsuper, EXISTS (SELECT FROM pg_catalog.pg_roles p "
              "WHERE p.rolname IN ('pg_execute_server_program', 'pg_read_server_files', "
              "'pg_write_server_files') AND pg_catalog.pg_has_role(r.oid, p.oid, 'MEMBER')), "
              "rolcreatedb FROM pg_catalog.pg_roles r WHERE rolname = current_user")
          .at(0);
  const std::string excess = excess_of(role);
  if (!excess.empty() && superuser == Superuser::refused) {
    throw Error(
        fmt::format("the role {} of --database-url {}, and so would the migrations", role[0],
                    excess),
        "use a role that may only log in and make databases, or pass --allow-superuser where you "
        "trust the migrations with that server");
  }
  if (excess.empty() && role[3] != "t") {
    throw Error(
        fmt::format("the role {} of --database-url may not make databases", role[0]),
        fmt::format("let a superuser say: ALTER ROLE {} CREATEDB", quote_identifier(role[0])));
  }
}

}  // namespace

struct BorrowedServer::State {
  explicit State(const DatabaseUrl& where)
      : url(where), name(random_name()), guard(url, {name, name + kCopySuffix}), keeper(url) {}

  void make() {
    keeper.query("SET application_name = " + quote_literal(maker_of(name)));
    drop_leftovers(keeper);
    if (auto failure = keeper.execute("CREATE DATABASE " + name)) {
      throw Error("cannot make a database on the server of --database-url: " + failure->text());
    }
    keeper.query("COMMENT ON DATABASE " + name + " IS " + quote_literal(kMark));
  }

  // Nothing while there is no answer.
  std::uint64_t size() noexcept {
    try {
      const std::string query = fmt::format(
          "SELECT coalesce(sum(pg_catalog.pg_database_size(oid)), 0) "
          "FROM pg_catalog.pg_database WHERE datname IN ('{0}', '{0}{1}')",
          name, kCopySuffix);
      return std::strtoull(watching().query(query).at(0).at(0).c_str(), nullptr, 10);
    } catch (const std::exception&) {
      watcher.reset();
      return 0;
    }
  }

  void stop(int attempt) noexcept {
    try {
      watching().query(
          fmt::format("SELECT pg_catalog.pg_{}_backend(pid) "
                      "FROM pg_catalog.pg_stat_activity "
                      "WHERE datname IN ('{}', '{}{}')",
                      attempt == 0 ? "cancel" : "terminate", name, name, kCopySuffix));
    } catch (const std::exception&) {
      watcher.reset();  // there is another attempt
    }
  }

  // The watchdog's own session: it has a thread of its own.
  Connection& watching() {
    if (!watcher) watcher.emplace(url);
    return *watcher;
  }

  DatabaseUrl url;
  std::string name;
  DatabaseGuard guard;  // forks, and so comes before the sessions
  Connection keeper;    // tells other runs that this one is alive
  std::optional<Connection> watcher;
  std::optional<Watchdog> watchdog;
};

BorrowedServer::BorrowedServer(const DatabaseUrl& url, Superuser superuser) {
  {
    Connection first(url);
    check_role(first, superuser);
  }
  state_ = std::make_unique<State>(url);
  state_->make();
}

BorrowedServer::~BorrowedServer() = default;

Address BorrowedServer::migration_address() const { return {"", state_->name, "", state_->url}; }

std::string BorrowedServer::name_for_copy() const { return state_->name + kCopySuffix; }

Watchdog& BorrowedServer::watch(const RehearsalLimits& limits) {
  state_->watchdog.emplace(Watchdog::Limits{limits.step, limits.bytes},
                           Watchdog::Actions{[this] { return state_->size(); },
                                             [this](int attempt) { state_->stop(attempt); }});
  return *state_->watchdog;
}

}  // namespace migcheck
