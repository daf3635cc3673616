#include "postgres/database_copy.h"

#include <chrono>
#include <string_view>
#include <thread>
#include <vector>

#include "core/text.h"

namespace migcheck {

namespace {

constexpr int kAttempts = 2000;  // of a millisecond; then PostgreSQL says what is in the way

bool is_in_use(Connection& admin, const std::string& name) {
  return !admin
              .query("SELECT 1 FROM pg_catalog.pg_stat_activity WHERE datname = " +
                     quote_literal(name) + " AND pid <> pg_catalog.pg_backend_pid()")
              .empty();
}

// A session ends a moment after its connection was closed.
void await_end_of_sessions(Connection& admin, const std::string& name) {
  for (int i = 0; i < kAttempts && is_in_use(admin, name); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

// "app.limit" → "\"app\".\"limit\"".
std::string quote_setting(const std::string& name) {
  std::vector<std::string> parts;
  for (const std::string_view part : split(name, '.')) {
    parts.push_back(quote_identifier(std::string(part)));
  }
  return join(parts, ".");
}

// What ALTER DATABASE … SET and ALTER ROLE … IN DATABASE … SET have set. A setting that a running
// session cannot change is passed over.
void copy_settings(Connection& admin, const std::string& from, const std::string& to) {
  const auto settings = admin.query(
      "SELECT CASE WHEN setrole <> 0 THEN pg_catalog.pg_get_userbyid(setrole)::text END, "
      "pg_catalog.split_part(one, '=', 1), pg_catalog.substr(one, pg_catalog.strpos(one, '=') + 1) "
      "FROM pg_catalog.pg_db_role_setting JOIN pg_catalog.pg_database ON "
      "pg_database.oid = setdatabase, pg_catalog.unnest(setconfig) AS one WHERE datname = " +
      quote_literal(from));
  for (const Connection::Row& setting : settings) {
    const std::string database = "DATABASE " + quote_identifier(to);
    const std::string whose =
        setting[0].empty() ? database : "ROLE " + quote_identifier(setting[0]) + " IN " + database;
    admin.execute("SELECT pg_catalog.set_config(" + quote_literal(setting[1]) + ", " +
                  quote_literal(setting[2]) + ", true); ALTER " + whose + " SET " +
                  quote_setting(setting[1]) + " FROM CURRENT");
  }
}

}  // namespace

void copy_database(Connection& admin, const std::string& from, const std::string& to) {
  await_end_of_sessions(admin, from);
  const Connection::Row database =
      admin
          .query(
              "SELECT pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(datdba)), "
              "pg_catalog.shobj_description(oid, 'pg_database') "
              "FROM pg_catalog.pg_database WHERE datname = " +
              quote_literal(from))
          .at(0);
  admin.query("CREATE DATABASE " + quote_identifier(to) + " TEMPLATE " + quote_identifier(from) +
              " OWNER " + database[0]);
  copy_settings(admin, from, to);
  if (database[1].empty()) return;
  admin.query("COMMENT ON DATABASE " + quote_identifier(to) + " IS " + quote_literal(database[1]));
}

void drop_database(Connection& admin, const std::string& name) {
  await_end_of_sessions(admin, name);
  admin.query("DROP DATABASE IF EXISTS " + quote_identifier(name));
}

}  // namespace migcheck
