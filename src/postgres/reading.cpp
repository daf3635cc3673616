#include "postgres/reading.h"

#include <cstdlib>
#include <utility>

namespace migcheck {

namespace {

constexpr const char* kUnknownStatement = "26000";  // invalid_sql_statement_name

}  // namespace

Reading::Reading(Connection& connection, Within within, std::string settings)
    : connection_(connection), within_(within), settings_(std::move(settings)) {}

// What is sent along with the first query.
std::string Reading::begin() {
  if (std::exchange(has_begun_, true)) return {};
  return (within_ == Within::transaction ? "SAVEPOINT migcheck_reading; " : "BEGIN; ") + settings_;
}

std::vector<Connection::Row> Reading::query(const std::string& sql) {
  return connection_.query(begin() + sql);
}

// A session has not planned it yet, or a migration has discarded that.
std::vector<Connection::Row> Reading::query(const PlannedQuery& query) {
  const std::string execute = "EXECUTE " + query.name;
  try {
    return connection_.query(begin() + execute);
  } catch (const QueryRefused& refused) {
    if (refused.failure.sqlstate != kUnknownStatement) throw;
  }
  end();
  const int major = std::atoi(connection_.server_version().c_str());
  const std::string prepare = "PREPARE " + query.name + " AS " + query.text(major);
  connection_.query(begin() + prepare);
  return connection_.query(execute);
}

void Reading::end() {
  if (!std::exchange(has_begun_, false)) return;
  connection_.query(
      within_ == Within::transaction
          ? "ROLLBACK TO SAVEPOINT migcheck_reading; RELEASE SAVEPOINT migcheck_reading"
          : "ROLLBACK");
}

}  // namespace migcheck
