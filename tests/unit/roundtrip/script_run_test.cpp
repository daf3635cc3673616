#include "roundtrip/script_run.h"

#include <doctest/doctest.h>

#include "postgres/cluster.h"

using namespace migcheck;

namespace {

struct Part {
  const char* sql;
  bool conditional = false;
};

Revision revision_of(const std::vector<Part>& parts) {
  Revision revision;
  revision.file = std::make_shared<SourceFile>("r.sql", "");
  revision.upgrade.state = Script::State::present;
  for (const Part& part : parts) {
    Statement& statement = revision.upgrade.statements.emplace_back();
    statement.sql = part.sql;
    statement.conditional = part.conditional;
  }
  return revision;
}

std::string column(Connection& connection, const std::string& sql) {
  std::string all;
  for (const Connection::Row& row : connection.query(sql)) all += row[0] + ' ';
  return all;
}

constexpr const char* kTables =
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' "
    "ORDER BY 1";

}  // namespace

TEST_CASE("what may be passed over takes nothing else along, in either bounds") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  const Revision revision = revision_of({{"CREATE TABLE a (a int)", true},
                                         {"DROP TABLE none", true},
                                         {"CREATE TABLE b (a int)"},
                                         {"ALTER TABLE b DROP none", true},
                                         {"CREATE TABLE c (a int)", true}});
  for (const Bounds bounds : {Bounds::own, Bounds::given}) {
    if (bounds == Bounds::given) connection.query("BEGIN");
    const ScriptRun run = run_script(connection, revision, Direction::upgrade, {"", bounds});
    CHECK(!run.failure);
    REQUIRE(run.skipped.size() == 2);
    CHECK(run.skipped[0].statement == &revision.upgrade.statements[1]);
    CHECK(run.skipped[1].statement == &revision.upgrade.statements[3]);
    CHECK(column(connection, kTables) == "a b c ");
    connection.query(bounds == Bounds::given ? "ROLLBACK" : "DROP TABLE a, b, c");
  }
  CHECK(column(connection, kTables).empty());
}

TEST_CASE("what is not passed over fails, whatever may have failed before") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  for (const bool passes_over : {false, true}) {
    const Revision revision =
        revision_of({{passes_over ? "DROP TABLE none" : "CREATE TABLE a (a int)", true},
                     {"CREATE TABLE b (a int)", true},
                     {"DROP TABLE nothing"}});
    const ScriptRun run = run_script(connection, revision, Direction::upgrade, {});
    REQUIRE(run.failure);
    CHECK(run.failed_sql == "DROP TABLE nothing");
    CHECK(run.failed == &revision.upgrade.statements[2]);
    CHECK(run.skipped.size() == (passes_over ? 1 : 0));
    CHECK(column(connection, kTables).empty());
  }
}

TEST_CASE("what a value refuses is no answer to a condition") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  const Revision revision = revision_of(
      {{"CREATE TABLE a (a int NOT NULL)", true}, {"INSERT INTO a VALUES (NULL)", true}});
  const ScriptRun run = run_script(connection, revision, Direction::upgrade, {});
  REQUIRE(run.failure);
  CHECK(run.failure->sqlstate == "23502");
}
