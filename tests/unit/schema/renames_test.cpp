#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "schema/difference.h"
#include "sql/parse.h"

using namespace migcheck;

namespace {

using Texts = std::vector<std::string>;

Schema changed(Schema schema, const std::string& text) {
  for (const sql::ParsedStatement& statement : sql::parse(text)) {
    REQUIRE_FALSE(statement.error);
    schema.apply(statement.operation);
  }
  return schema;
}

const std::string begin =
    "CREATE SCHEMA old;"
    "CREATE TYPE mood AS ENUM ('low', 'fine');"
    "CREATE TABLE a (id integer, x integer, y integer, CONSTRAINT big CHECK (x > 0));"
    "CREATE TABLE b (id integer);"
    "CREATE INDEX by_x ON a (x);"
    "CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';";

// What leads from the beginning to what the statements make of it, and back.
Texts there(const std::string& text) {
  const Schema from = changed({}, begin);
  return statements(difference(from, changed(from, text)));
}

Texts back(const std::string& text) {
  const Schema from = changed({}, begin);
  return statements(inverse(difference(from, changed(from, text))));
}

}  // namespace

TEST_CASE("what was renamed is renamed in a difference, and back in its inverse") {
  CHECK(there("ALTER TABLE a RENAME TO c") == Texts{"ALTER TABLE public.a RENAME TO c"});
  CHECK(back("ALTER TABLE a RENAME TO c") == Texts{"ALTER TABLE public.c RENAME TO a"});
  CHECK(there("ALTER TABLE a RENAME x TO z") == Texts{"ALTER TABLE public.a RENAME COLUMN x TO z"});
  CHECK(there("ALTER TYPE mood RENAME TO temper") ==
        Texts{"ALTER TYPE public.mood RENAME TO temper"});
  CHECK(there("ALTER TYPE mood RENAME VALUE 'low' TO 'sad'") ==
        Texts{"ALTER TYPE public.mood RENAME VALUE 'low' TO 'sad'"});
  CHECK(there("ALTER SCHEMA old RENAME TO young") == Texts{"ALTER SCHEMA old RENAME TO young"});
  CHECK(there("ALTER INDEX by_x RENAME TO by_ex") ==
        Texts{"ALTER INDEX public.by_x RENAME TO by_ex"});
  CHECK(there("ALTER TABLE a RENAME CONSTRAINT big TO positive") ==
        Texts{"ALTER TABLE public.a RENAME CONSTRAINT big TO positive"});
  CHECK(there("ALTER FUNCTION f(integer) RENAME TO g").size() == 1);
  CHECK(there("ALTER TABLE a SET SCHEMA old") == Texts{"ALTER TABLE public.a SET SCHEMA old"});
}

TEST_CASE("two names are swapped by way of a third one") {
  CHECK(there("ALTER TABLE a RENAME TO t; ALTER TABLE b RENAME TO a; ALTER TABLE t RENAME TO b") ==
        Texts{"ALTER TABLE public.a RENAME TO a_before", "ALTER TABLE public.b RENAME TO a",
              "ALTER TABLE public.a_before RENAME TO b"});
  CHECK(there("ALTER TABLE a RENAME x TO t; ALTER TABLE a RENAME y TO x;"
              "ALTER TABLE a RENAME t TO y") ==
        Texts{"ALTER TABLE public.a RENAME COLUMN y TO y_before",
              "ALTER TABLE public.a RENAME COLUMN x TO y",
              "ALTER TABLE public.a RENAME COLUMN y_before TO x"});
}

TEST_CASE("what is dropped makes room for what takes its name") {
  CHECK(there("DROP TABLE b; ALTER TABLE a RENAME TO b") ==
        Texts{"ALTER TABLE public.b RENAME TO b_before", "ALTER TABLE public.a RENAME TO b",
              "DROP TABLE public.b_before"});
}

TEST_CASE("a new object may take the name of a renamed one") {
  CHECK(there("ALTER TABLE b RENAME TO c; CREATE TABLE b (n text)") ==
        Texts{"ALTER TABLE public.b RENAME TO c", "CREATE TABLE public.b (n text)"});
}

TEST_CASE("schemas made separately have nothing renamed") {
  const Schema from = changed({}, "CREATE TABLE a (id integer)");
  const Schema to = changed({}, "CREATE TABLE b (id integer)");
  CHECK(statements(difference(from, to)) ==
        Texts{"DROP TABLE public.a", "CREATE TABLE public.b (id integer)"});
}

TEST_CASE("keys of the same columns are not made in one statement") {
  const Schema to = changed({}, "CREATE TABLE a (id integer, CONSTRAINT one UNIQUE (id))");
  const Schema two = changed(to, "ALTER TABLE a ADD CONSTRAINT two UNIQUE (id)");
  CHECK(statements(difference({}, two)) ==
        Texts{"CREATE TABLE public.a (id integer, CONSTRAINT one UNIQUE (id))",
              "ALTER TABLE public.a ADD CONSTRAINT two UNIQUE (id)"});
}

TEST_CASE("a default that is an operation stands in parentheses") {
  const Schema to = changed({}, "CREATE TABLE a (at timestamp DEFAULT (now() AT TIME ZONE 'utc'))");
  const Texts made = statements(difference({}, to));
  REQUIRE(made.size() == 1);
  CHECK(made.front().find("DEFAULT (now() AT TIME ZONE 'utc')") != std::string::npos);
}
