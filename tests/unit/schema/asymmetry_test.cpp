#include "schema/asymmetry.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "sql/parse.h"

using namespace migcheck;

namespace {

void run(const std::string& text, Schema& schema) {
  for (const sql::ParsedStatement& part : sql::parse(text)) schema.apply(part.operation);
}

const std::string base =
    "CREATE TABLE depots (id int PRIMARY KEY, city text NOT NULL, size int DEFAULT 5);"
    "CREATE TYPE mood AS ENUM ('glad', 'sad');"
    "CREATE INDEX depots_city_idx ON depots (city);"
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
    "CREATE VIEW cities AS SELECT city FROM depots;";

// What the upgrade and the downgrade leave of the base, one line each kind.
std::string left_by(const std::string& upgrade, const std::string& downgrade) {
  Schema schema;
  run(base, schema);
  schema.record();
  run(upgrade, schema);
  schema.record();
  run(downgrade, schema);
  const Asymmetry found = asymmetry(schema);
  schema.undo();
  schema.keep();
  std::vector<std::string> lines;
  for (const std::string& name : found.left_behind) lines.push_back("+" + name);
  for (const std::string& name : found.lost) lines.push_back("-" + name);
  for (const std::string& name : found.altered) lines.push_back("~" + name);
  for (const std::string& name : found.enum_values) lines.push_back("!" + name);
  return join(lines, "; ");
}

}  // namespace

TEST_CASE("what an upgrade and its downgrade do not restore") {
  const struct {
    const char* upgrade;
    const char* downgrade;
    const char* left;
  } rows[] = {
      {"ALTER TABLE depots ADD COLUMN a int", "ALTER TABLE depots DROP COLUMN a", ""},
      {"ALTER TABLE depots ADD COLUMN a int UNIQUE", "SELECT 1", "+column public.depots.a"},
      {"ALTER TABLE depots DROP COLUMN size", "SELECT 1", "-column public.depots.size"},
      // The order of the columns and the spelling of a default do not count.
      {"ALTER TABLE depots DROP COLUMN size",
       "ALTER TABLE depots ADD COLUMN size int DEFAULT '5'::int", ""},
      {"ALTER TABLE depots ALTER size SET DEFAULT 7", "ALTER TABLE depots ALTER size SET DEFAULT 6",
       "~default of public.depots.size: was 5, is 6"},
      {"ALTER TABLE depots ALTER size DROP DEFAULT", "SELECT 1",
       "~default of public.depots.size: was 5, is none"},
      {"ALTER TABLE depots ALTER city DROP NOT NULL", "SELECT 1",
       "~public.depots.city: was NOT NULL, is nullable"},
      {"ALTER TABLE depots ALTER size TYPE bigint", "ALTER TABLE depots ALTER size TYPE smallint",
       "~type of public.depots.size: was integer, is smallint"},
      {"CREATE TABLE t (id int PRIMARY KEY, m mood)", "DROP TABLE t", ""},
      {"CREATE TABLE t (id serial PRIMARY KEY); CREATE INDEX ON t (id)", "SELECT 1",
       "+table public.t"},
      {"CREATE TYPE kind AS ENUM ('a'); CREATE TABLE t (k kind)", "DROP TABLE t",
       "+enum type public.kind"},
      {"CREATE INDEX i ON depots (size)", "SELECT 1", "+index public.i on public.depots"},
      {"DROP INDEX depots_city_idx", "CREATE INDEX depots_city_idx ON depots (city, size)",
       "~index public.depots_city_idx on public.depots"},
      {"ALTER TABLE depots ADD CONSTRAINT c CHECK (size > 0)", "SELECT 1",
       "+check c of public.depots"},
      {"ALTER TABLE depots ADD CONSTRAINT c CHECK (size > 0)",
       "ALTER TABLE depots DROP CONSTRAINT c", ""},
      {"ALTER TYPE mood ADD VALUE 'calm'", "SELECT 1", "!public.mood: 'calm'"},
      {"DROP TYPE mood; CREATE TYPE mood AS ENUM ('sad', 'glad')", "SELECT 1",
       "~values of enum type public.mood"},
      {"COMMENT ON COLUMN depots.city IS 'where'", "SELECT 1", "~comment on public.depots.city"},
      {"COMMENT ON TABLE depots IS 'houses'", "COMMENT ON TABLE depots IS NULL", ""},
      {"ALTER TABLE depots ENABLE ROW LEVEL SECURITY", "SELECT 1",
       "~row security of public.depots"},
      {"GRANT SELECT ON depots TO clerk", "SELECT 1", "~privileges on public.depots"},
      {"GRANT SELECT ON depots TO clerk", "REVOKE SELECT ON depots FROM clerk", ""},
      {"CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT  2'", "SELECT 1",
       "~function public.f()"},
      {"DROP FUNCTION f()", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS '  SELECT\n 1'", ""},
      {"CREATE TRIGGER t AFTER INSERT ON depots EXECUTE FUNCTION g()", "SELECT 1",
       "+trigger public.depots.t"},
      {"CREATE OR REPLACE VIEW cities AS SELECT city FROM depots WHERE size > 1", "SELECT 1",
       "~query of view public.cities"},
      {"ALTER TABLE depots RENAME TO houses", "ALTER TABLE houses RENAME TO depots", ""},
      {"CREATE EXTENSION IF NOT EXISTS citext", "SELECT 1", ""},
      {"CREATE TEMPORARY TABLE t (id int)", "SELECT 1", ""},
      // Nothing is known of a table that the history did not make.
      {"ALTER TABLE elsewhere ADD COLUMN a int", "SELECT 1", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.upgrade);
    CAPTURE(row.downgrade);
    CHECK(left_by(row.upgrade, row.downgrade) == row.left);
  }
}

TEST_CASE("recordings nest: the inner one is taken back, the outer one stays") {
  Schema schema;
  run("CREATE TABLE a (x int)", schema);
  schema.record();
  run("ALTER TABLE a ADD COLUMN y int; CREATE TABLE b (z int)", schema);
  schema.record();
  run("ALTER TABLE a ADD COLUMN w int; DROP TABLE b; CREATE TABLE c (v int)", schema);
  schema.undo();
  schema.keep();
  CHECK(schema.relation("public.a")->columns.size() == 2);
  CHECK(schema.relation("public.b") != nullptr);
  CHECK(schema.relation("public.c") == nullptr);
  CHECK(schema.relations().changes().empty());
}
