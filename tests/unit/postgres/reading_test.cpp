#include "postgres/reading.h"

#include <doctest/doctest.h>

#include "postgres/cluster.h"

using namespace migcheck;

namespace {

const PlannedQuery kSetting = {"migcheck_test",
                               [](int) { return "SELECT current_setting('migcheck.word')"; }};

std::string word(Connection& connection, Within within, const std::string& word) {
  Reading reading(connection, within, "SET LOCAL migcheck.word = '" + word + "'; ");
  const std::string read = reading.query(kSetting).at(0).at(0);
  CHECK(reading.query("SELECT current_setting('migcheck.word')").at(0).at(0) == read);
  reading.end();
  return read;
}

}  // namespace

TEST_CASE("what is read is planned once, and again where the plan was discarded") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  CHECK(word(connection, Within::no_transaction, "a") == "a");
  CHECK(word(connection, Within::no_transaction, "b") == "b");
  const auto plans = connection.query("SELECT generic_plans FROM pg_prepared_statements");
  CHECK(plans == std::vector<Connection::Row>{{"2"}});
  connection.query("DEALLOCATE ALL");
  CHECK(word(connection, Within::no_transaction, "c") == "c");
  connection.query("BEGIN; CREATE TABLE t (a int); DEALLOCATE ALL");
  CHECK(word(connection, Within::transaction, "d") == "d");
  connection.query("COMMIT");
  CHECK(connection.query("SELECT count(*) FROM t").at(0).at(0) == "0");
}

TEST_CASE("nothing of a reading stays") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  connection.query("CREATE TABLE t (a int)");
  for (const Within within : {Within::transaction, Within::no_transaction}) {
    if (within == Within::transaction) connection.query("BEGIN");
    Reading reading(connection, within, "SET LOCAL datestyle = german; ");
    CHECK(reading.query("SELECT date '2026-01-31' FROM (SELECT count(*) FROM t) AS one") ==
          std::vector<Connection::Row>{{"31.01.2026"}});
    reading.end();
    CHECK(connection.query("SHOW datestyle").at(0).at(0) == "ISO, MDY");
    CHECK(connection
              .query("SELECT FROM pg_locks WHERE relation = 't'::regclass AND pid = "
                     "pg_backend_pid()")
              .empty());
    const std::string in_transaction = within == Within::transaction ? "t" : "f";
    CHECK(connection.query("SELECT now() <> statement_timestamp()").at(0).at(0) == in_transaction);
    connection.query("ROLLBACK");
  }
}

TEST_CASE("a query that PostgreSQL refuses says so, and is not asked twice") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  const PlannedQuery wrong = {"migcheck_wrong", [](int) { return "SELECT nothing"; }};
  Reading reading(connection, Within::no_transaction, "");
  CHECK_THROWS_WITH_AS(reading.query(wrong),
                       "PostgreSQL refuses a query of migcheck: column \"nothing\" does not exist "
                       "(SQLSTATE 42703)",
                       QueryRefused);
}
