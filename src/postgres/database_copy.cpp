#include "postgres/database_copy.h"

#include <chrono>
#include <thread>

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

}  // namespace

void copy_database(Connection& admin, const std::string& from, const std::string& to) {
  await_end_of_sessions(admin, from);
  const auto owner = admin.query(
      "SELECT pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(datdba)) "
      "FROM pg_catalog.pg_database WHERE datname = " +
      quote_literal(from));
  admin.query("CREATE DATABASE " + quote_identifier(to) + " TEMPLATE " + quote_identifier(from) +
              " OWNER " + owner.at(0).at(0));
}

void drop_database(Connection& admin, const std::string& name) {
  await_end_of_sessions(admin, name);
  admin.query("DROP DATABASE IF EXISTS " + quote_identifier(name));
}

}  // namespace migcheck
