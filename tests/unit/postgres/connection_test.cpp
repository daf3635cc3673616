#include "postgres/connection.h"

#include <doctest/doctest.h>

#include "core/error.h"
#include "postgres/cluster.h"

using namespace migcheck;

TEST_CASE("a failure is taken apart") {
  const SqlFailure failure = failure_from(
      "ERROR:  23505: could not create unique index \"u\"\n"
      "DETAIL:  Key (a)=(1) is duplicated.\nHINT:  Look twice,\nand again.\n"
      "LINE 1: CREATE UNIQUE INDEX u ON t (a)\n                              ^\n"
      "CONSTRAINT NAME:  u\nLOCATION:  comparetup_index_btree, tuplesort.c:4297\n");
  CHECK(failure.sqlstate == "23505");
  CHECK(failure.message == "could not create unique index \"u\"");
  CHECK(failure.detail == "Key (a)=(1) is duplicated.");
  CHECK(failure.hint == "Look twice,\nand again.");
  CHECK(failure.text() ==
        "could not create unique index \"u\" (SQLSTATE 23505)\n"
        "detail: Key (a)=(1) is duplicated.\nhint: Look twice,\nand again.");
}

TEST_CASE("failures that a real server reports") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  const std::pair<const char*, const char*> cases[] = {
      {"SELEC 1", "syntax error at or near \"SELEC\" (SQLSTATE 42601)"},
      {"SELECT x", "column \"x\" does not exist (SQLSTATE 42703)"},
      {"SELECT * FROM x", "relation \"x\" does not exist (SQLSTATE 42P01)"},
      {"SELECT x()",
       "function x() does not exist (SQLSTATE 42883)\nhint: No function matches the given name and "
       "argument types. You might need to add explicit type casts."},
      {"SELECT 1/0", "division by zero (SQLSTATE 22012)"},
      {"DO $$ BEGIN RAISE 'no: %', 7; END $$", "no: 7 (SQLSTATE P0001)"},
  };
  for (const auto& [sql, expected] : cases) {
    CAPTURE(std::string(sql));
    const auto failure = connection.execute(sql);
    REQUIRE(failure.has_value());
    CHECK(failure->text() == expected);
  }
}

TEST_CASE("what only a superuser may do is refused") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  connection.query("CREATE TABLE t (a text)");
  for (const char* sql :
       {"SELECT pg_read_file('/etc/passwd')", "COPY t FROM PROGRAM 'id'", "COPY t TO '/tmp/x'",
        "SELECT lo_import('/etc/passwd')", "LOAD 'dblink'", "CREATE EXTENSION dblink",
        "CREATE DATABASE x", "CREATE ROLE x", "SET ROLE migcheck_admin",
        "SET SESSION AUTHORIZATION migcheck_admin", "ALTER ROLE postgres SUPERUSER",
        "ALTER SYSTEM SET work_mem = '1GB'", "UPDATE pg_authid SET rolsuper = true",
        "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'x'"}) {
    CAPTURE(std::string(sql));
    const auto failure = connection.execute(sql);
    REQUIRE(failure.has_value());
    CHECK(failure->sqlstate == "42501");
  }
}

TEST_CASE("a migration may not copy from its client, and the session goes on") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  connection.query("CREATE TABLE t (a int)");
  for (const char* sql : {"COPY t FROM STDIN", "SELECT 1; copy t (a)\n to stdout;"}) {
    CHECK(connection.execute(sql).has_value());
  }
  CHECK_FALSE(connection.execute("SELECT 'copy t from stdin'").has_value());
  CHECK(connection.query("SELECT count(*) FROM t").at(0).at(0) == "0");
}

TEST_CASE("our own statement that fails is an error") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  CHECK_THROWS_WITH_AS(connection.query("SELECT x"),
                       "PostgreSQL refuses a query of migcheck: column \"x\" does not exist "
                       "(SQLSTATE 42703)",
                       Error);
}

TEST_CASE("nobody is there to connect to") {
  CHECK_THROWS_AS(Connection(Address{"/nonexistent", "postgres", "postgres"}), Error);
}

TEST_CASE("literals") {
  CHECK(quote_literal("it's") == "'it''s'");
  CHECK(quote_literal("a\\b") == "E'a\\\\b'");
}
