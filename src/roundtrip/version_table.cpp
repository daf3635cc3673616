#include "roundtrip/version_table.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "postgres/connection.h"

namespace migcheck {

const char* VersionTable::create_sql() {
  return "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL, "
         "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))";
}

std::string VersionTable::upgrade(const Revision& revision) {
  before_ = heads_;
  Heads next = heads_;
  for (const std::string& parent : revision.down_revisions) next.erase(parent);
  next.insert(revision.id);
  return change_to(next);
}

std::string VersionTable::downgrade() { return change_to(before_); }

std::string VersionTable::change_to(const Heads& next) {
  std::vector<std::string> gone, come;
  std::set_difference(heads_.begin(), heads_.end(), next.begin(), next.end(),
                      std::back_inserter(gone));
  std::set_difference(next.begin(), next.end(), heads_.begin(), heads_.end(),
                      std::back_inserter(come));
  heads_ = next;
  std::string sql;
  const auto add = [&sql](const std::string& statement) {
    sql += (sql.empty() ? "" : "; ") + statement;
  };
  std::size_t first = 0;
  if (!gone.empty() && !come.empty()) {
    add("UPDATE alembic_version SET version_num=" + quote_literal(come[0]) +
        " WHERE alembic_version.version_num = " + quote_literal(gone[0]));
    first = 1;
  }
  for (std::size_t i = first; i < gone.size(); ++i) {
    add("DELETE FROM alembic_version WHERE alembic_version.version_num = " +
        quote_literal(gone[i]));
  }
  for (std::size_t i = first; i < come.size(); ++i) {
    add("INSERT INTO alembic_version (version_num) VALUES (" + quote_literal(come[i]) + ")");
  }
  return sql;
}

std::string version_table_sql(std::string_view dialect) {
  if (dialect == "diesel") {
    return "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, "
           "run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)";
  }
  if (dialect == "golang-migrate") {
    return "CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, "
           "dirty boolean NOT NULL)";
  }
  return {};
}

}  // namespace migcheck
