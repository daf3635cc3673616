#include "roundtrip/script_run.h"

#include <doctest/doctest.h>

#include "postgres/cluster.h"
#include "roundtrip/joined_script.h"

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

TEST_CASE("what is sent at once does what is sent one by one") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  const Revision good = revision_of({{"CREATE TABLE a (n int)"},
                                     {"INSERT INTO a VALUES (1), (2) -- two"},
                                     {"DO $$ BEGIN INSERT INTO a VALUES (3); END $$"}});
  const char* count = "SELECT count(*) FROM a";
  for (const Bounds bounds : {Bounds::own, Bounds::given}) {
    if (bounds == Bounds::given) connection.query("BEGIN");
    CHECK(!run_script(connection, good, Direction::upgrade, {"INSERT INTO a VALUES (4)", bounds})
               .failure);
    CHECK(column(connection, count) == "4 ");
    connection.query(bounds == Bounds::given ? "ROLLBACK" : "DROP TABLE a");
  }
  const Revision bad = revision_of({{"CREATE TABLE a (n int)"}, {"SELECT 1 / 0"}, {"SELECT 2"}});
  for (const Bounds bounds : {Bounds::own, Bounds::given}) {
    if (bounds == Bounds::given) connection.query("BEGIN; CREATE TABLE before ()");
    const ScriptRun run = run_script(connection, bad, Direction::upgrade, {"", bounds});
    REQUIRE(run.failure);
    CHECK(run.failed == &bad.upgrade.statements[1]);
    if (bounds == Bounds::given) connection.query("ROLLBACK");
    CHECK(column(connection, kTables).empty());
  }
}

TEST_CASE("statements that may be sent at once") {
  const auto text = [](const std::vector<Part>& parts) {
    return joined(revision_of(parts).upgrade).value_or("no");
  };
  CHECK(text({}) == "");
  CHECK(text({{"SELECT 1"}, {"SELECT 'a;b'"}}) == "SELECT 1\n;\nSELECT 'a;b'\n;\n");
  CHECK(text({{" SELECT 1; -- c"}, {"SELECT /* d */ 2 "}}) ==
        " SELECT 1; -- c\n;\nSELECT /* d */ 2 \n;\n");
  for (const char* sql :
       {"SELECT 'a", "SELECT \"a", "SELECT 1 /* a", "DO $x$ BEGIN END $$", "SELECT E'a\\'", "",
        "-- a", "SELECT 1; SELECT 2", "SELECT (1", "SET standard_conforming_strings = off",
        "SET client_encoding = latin1", "SET NAMES 'latin1'", "COMMIT",
        "ALTER TYPE t ADD VALUE 'a'", "CREATE TEMP TABLE t ()"}) {
    CAPTURE(std::string(sql));
    CHECK(text({{"SELECT 0"}, {sql}, {"SELECT 'b'"}}) == "no");
    CHECK(text({{sql}}) == "no");
  }
  Revision opaque = revision_of({{"SELECT 1"}, {""}});
  opaque.upgrade.statements[1].opaque_reason = "comes from elsewhere";
  CHECK(!joined(opaque.upgrade));
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
