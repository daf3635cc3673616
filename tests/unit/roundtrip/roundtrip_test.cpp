#include "roundtrip/roundtrip.h"

#include <doctest/doctest.h>

#include "core/error.h"
#include "core/text.h"
#include "unit/roundtrip/rehearsal_case.h"

using namespace migcheck;
using namespace migcheck::test;

namespace {

const Script::State kMissing = Script::State::missing;
const Script::State kEmpty = Script::State::empty;
const Script::State kRaises = Script::State::raises;

const std::vector<RehearsalCase> cases = {
    {"healthy table",
     {},
     {{"CREATE TABLE t (a int)\n--\nCREATE INDEX i ON t (a)", "DROP INDEX i\n--\nDROP TABLE t"}},
     "r1: passed\n"},
    {"two healthy revisions on a base",
     {{"CREATE TABLE t (a int)", "DROP TABLE t"}},
     {{"ALTER TABLE t ADD b int", "ALTER TABLE t DROP b"},
      {"CREATE VIEW v AS SELECT b FROM t", "DROP VIEW v"}},
     "r2: passed\nr3: passed\n"},
    {"enum type left behind",
     {},
     {{"CREATE TYPE mood AS ENUM ('a')\n--\nCREATE TABLE t (m mood)", "DROP TABLE t"}},
     "r1: failed\n"
     "r1 schema_not_restored: enum type public.mood is left behind\n"},
    {"enum type dropped",
     {},
     {{"CREATE TYPE mood AS ENUM ('a')\n--\nCREATE TABLE t (m mood)",
       "DROP TABLE t\n--\nDROP TYPE mood"}},
     "r1: passed\n"},
    {"index left behind",
     {{"CREATE TABLE t (a int)"}},
     {{"CREATE INDEX i ON t (a)\n--\nALTER TABLE t ADD b int", "ALTER TABLE t DROP b"}},
     "r2: failed\n"
     "r2 schema_not_restored: index public.i is left behind\n"
     "  upgrading again then fails: relation \"i\" already exists (SQLSTATE 42P07)\n"},
    {"index lost, for it stood on the dropped column",
     {{"CREATE TABLE t (a int, b int)\n--\nCREATE INDEX i ON t (b)"}},
     {{"ALTER TABLE t DROP b", "ALTER TABLE t ADD b int"}},
     "r2: failed\nr2 schema_not_restored: index public.i is missing\n"
     "r2 values_changed: column public.t.b: 4 values\n"},
    {"index made again",
     {{"CREATE TABLE t (a int, b int)\n--\nCREATE INDEX i ON t (b)"}},
     {{"ALTER TABLE t DROP b", "ALTER TABLE t ADD b int\n--\nCREATE INDEX i ON t (b)"}},
     "r2: passed\nr2 values_changed: column public.t.b: 4 values\n"},
    {"default forgotten",
     {{"CREATE TABLE t (a int DEFAULT 5)"}},
     {{"ALTER TABLE t ALTER a DROP DEFAULT", "SELECT 1"}},
     "r2: failed\n"
     "r2 schema_not_restored: column public.t.a: default was 5, is not set\n"},
    {"default put back",
     {{"CREATE TABLE t (a int DEFAULT 5)"}},
     {{"ALTER TABLE t ALTER a DROP DEFAULT", "ALTER TABLE t ALTER a SET DEFAULT 5"}},
     "r2: passed\n"},
    {"nullability forgotten",
     {{"CREATE TABLE t (a int NOT NULL, b text NOT NULL)"}},
     {{"ALTER TABLE t DROP b", "ALTER TABLE t ADD b text"}},
     "r2: failed\n"
     "r2 schema_not_restored: column public.t.b: nullable was no, is yes\n"
     "r2 values_changed: column public.t.b: 5 values\n"},
    {"another type comes back",
     {{"CREATE TABLE t (a int, b varchar(20))"}},
     {{"ALTER TABLE t DROP b", "ALTER TABLE t ADD b text"}},
     "r2: failed\n"
     "r2 schema_not_restored: column public.t.b: type was character varying(20), is text\n"
     "r2 values_changed: column public.t.b: 4 values\n"},
    {"comment left behind",
     {{"CREATE TABLE t (a int)"}},
     {{"COMMENT ON TABLE t IS 'x'", "SELECT 1"}},
     "r2: failed\nr2 schema_not_restored: table public.t: comment was not set, is x\n"},
    {"comment taken back",
     {{"CREATE TABLE t (a int)"}},
     {{"COMMENT ON TABLE t IS 'x'", "COMMENT ON TABLE t IS NULL"}},
     "r2: passed\n"},
    {"privilege left behind",
     {{"CREATE TABLE t (a int)"}},
     {{"GRANT SELECT ON t TO PUBLIC", "SELECT 1"}},
     "r2: failed\nr2 schema_not_restored: table public.t: privileges was not set, is "
     "=r/postgres, postgres=arwdDxt/postgres\n"},
    {"trigger function left behind",
     {{"CREATE TABLE t (a int)"}},
     {{"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'\n--\n"
       "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
       "DROP TRIGGER tr ON t"}},
     "r2: failed\n"
     "r2 schema_not_restored: function public.f() is left behind\n"
     "  upgrading again then fails: function \"f\" already exists with same argument types "
     "(SQLSTATE 42723)\n"},
    {"constraint under another name",
     {{"CREATE TABLE t (a int)\n--\nALTER TABLE t ADD CONSTRAINT u UNIQUE (a)"}},
     {{"ALTER TABLE t DROP CONSTRAINT u", "ALTER TABLE t ADD UNIQUE (a)"}},
     "r2: failed\n"
     "r2 schema_not_restored: unique constraint public.t.t_a_key is left behind\n"
     "  unique constraint public.t.u is missing\n"
     "  upgrading again then fails: constraint \"u\" of relation \"t\" does not exist (SQLSTATE "
     "42704)\n"},
    {"column order",
     {{"CREATE TABLE t (a int, b int)"}},
     {{"ALTER TABLE t DROP a", "ALTER TABLE t ADD a int"}},
     "r2: passed\n"
     "r2 column_order_differs: table public.t: the columns' order was a, b, is b, a\n"
     "r2 values_changed: column public.t.a: 4 values\n"},
    {"enum value cannot be dropped",
     {{"CREATE TYPE mood AS ENUM ('a')"}},
     {{"COMMIT\n--\nALTER TYPE mood ADD VALUE 'b'\n--\nBEGIN", "SELECT 1"}},
     "r2: passed\n"
     "r2 enum_value_left: enum type public.mood: labels was 'a', is 'a', 'b'\n"
     "  upgrading again then fails: enum label \"b\" already exists (SQLSTATE 42710)\n"},
    {"enum value, made if it is not there",
     {{"CREATE TYPE mood AS ENUM ('a')"}},
     {{"ALTER TYPE mood ADD VALUE IF NOT EXISTS 'b' BEFORE 'a'", "SELECT 1"}},
     "r2: passed\n"
     "r2 enum_value_left: enum type public.mood: labels was 'a', is 'b', 'a'\n"},
    {"upgrade fails, the next one is skipped",
     {},
     {{"CREATE TABLE t (a int)\n--\nALTER TABLE x ADD b int", "DROP TABLE t"},
      {"CREATE TABLE u (a int)", "DROP TABLE u"}},
     "r1: failed\nr2: skipped\n"
     "r1 upgrade_failed: relation \"x\" does not exist (SQLSTATE 42P01)\n"},
    {"downgrade fails, the next one is not skipped",
     {},
     {{"CREATE TABLE t (a int)", "DROP TABLE u"}, {"CREATE TABLE u (a int)", "DROP TABLE u"}},
     "r1: failed\nr2: passed\n"
     "r1 downgrade_failed: table \"u\" does not exist (SQLSTATE 42P01)\n"},
    {"downgrade fails half way, outside of a transaction",
     {{"CREATE TABLE t (a int)"}},
     {{"CREATE INDEX i ON t (a)",
       "COMMIT\n--\nDROP INDEX CONCURRENTLY i\n--\nDROP INDEX CONCURRENTLY j\n--\nBEGIN"},
      {"DROP INDEX i", "CREATE INDEX i ON t (a)"}},
     "r2: failed\nr3: passed\n"
     "r2 downgrade_failed: index \"j\" does not exist (SQLSTATE 42704)\n"},
    {"downgrade outside of a transaction does not restore",
     {{"CREATE TABLE t (a int)"}},
     {{"CREATE TABLE u (a int)\n--\nCREATE TABLE v (a int)", "COMMIT\n--\nDROP TABLE u\n--\nBEGIN"},
      {"DROP TABLE u, v", "CREATE TABLE u (a int)\n--\nCREATE TABLE v (a int)"}},
     "r2: failed\nr3: passed\n"
     "r2 schema_not_restored: table public.v is left behind\n"
     "  upgrading again then fails: relation \"v\" already exists (SQLSTATE 42P07)\n"
     "r3 values_changed: table public.u: 5 rows\n  table public.v: 5 rows\n"},
    {"the second upgrade fails on rows that the downgrade left",
     {{"CREATE TABLE t (a int PRIMARY KEY)"}},
     {{"INSERT INTO t VALUES (1)", "SELECT 1"},
      {"DROP TABLE t", "CREATE TABLE t (a int PRIMARY KEY)"}},
     "r2: failed\nr3: passed\n"
     "r2 reupgrade_failed: duplicate key value violates unique constraint \"t_pkey\" (SQLSTATE "
     "23505)\n  detail: Key (a)=(1) already exists.\n"
     "r3 values_changed: table public.t: 6 rows\n"},
    {"the second upgrade gives something else",
     {{"CREATE TABLE t (a int)\n--\nCREATE SEQUENCE s"}},
     {{"DO $$ BEGIN EXECUTE 'CREATE TABLE x' || nextval('s') || ' (a int)'; END $$",
       "DO $$ BEGIN EXECUTE 'DROP TABLE x' || currval('s'); END $$"}},
     "r2: failed\n"
     "r2 reupgrade_differs: table public.x1 is missing\n  table public.x2 is left behind\n"},
    {"a deferred constraint objects at the end of the downgrade",
     {{"CREATE TABLE p (a int PRIMARY KEY)\n--\n"
       "CREATE TABLE t (a int REFERENCES p DEFERRABLE INITIALLY DEFERRED)"}},
     {{"SELECT 1", "INSERT INTO t VALUES (7)"}},
     "r2: failed\n"
     "r2 downgrade_failed: insert or update on table \"t\" violates foreign key constraint "
     "\"t_a_fkey\" (SQLSTATE 23503)\n"
     "  detail: Key (a)=(7) is not present in table \"p\".\n"},
    {"index concurrently",
     {{"CREATE TABLE t (a int)"}},
     {{"COMMIT\n--\nCREATE INDEX CONCURRENTLY i ON t (a)\n--\nBEGIN",
       "COMMIT\n--\nDROP INDEX CONCURRENTLY i\n--\nBEGIN"}},
     "r2: passed\n"},
    {"index concurrently inside the transaction",
     {{"CREATE TABLE t (a int)"}},
     {{"CREATE INDEX CONCURRENTLY i ON t (a)", "DROP INDEX i"}},
     "r2: failed\n"
     "r2 upgrade_failed: CREATE INDEX CONCURRENTLY cannot run inside a transaction block "
     "(SQLSTATE 25001)\n"},
    {"several statements in one text",
     {},
     {{"CREATE TABLE t (a int); CREATE TABLE u (a int);", "DROP TABLE t; DROP TABLE u"}},
     "r1: passed\n"},
    {"no downgrade", {}, {{"CREATE TABLE t (a int)", "", kMissing}}, "r1: partial\n"},
    {"empty downgrade", {}, {{"CREATE TABLE t (a int)", "", kEmpty}}, "r1: partial\n"},
    {"merge", {}, {{"", "", kEmpty}}, "r1: passed\n"},
    {"irreversible", {}, {{"CREATE TABLE t (a int)", "", kRaises}}, "r1: irreversible\n"},
    {"base fails",
     {{"CREATE TABLE t (a int)"}, {"DROP TABLE u"}},
     {{"ALTER TABLE t ADD b int", "ALTER TABLE t DROP b"}},
     "r3: skipped\nr2 base_failed: table \"u\" does not exist (SQLSTATE 42P01)\n"},
    {"opaque statement",
     {},
     {{"CREATE TABLE t (a int)\n--\n!depends on the result of a query", "DROP TABLE t"}},
     "r1: partial\nr1 statement_skipped: line 3: depends on the result of a query\n"},
    {"opaque statement, without which the downgrade cannot work",
     {},
     {{"CREATE TABLE t (a int)\n--\n!comes from app.models", "DROP TABLE t\n--\nDROP TABLE u"},
      {"CREATE TABLE v (a int)", "DROP TABLE v"}},
     "r1: partial\nr2: passed\n"
     "r1 statement_skipped: line 3: comes from app.models\n"
     "  without that it cannot be judged: table \"u\" does not exist (SQLSTATE 42P01)\n"},
    {"opaque statement below the change",
     {{"CREATE TABLE t (a int)\n--\n!comes from app.models"}},
     {{"DROP TABLE u", "CREATE TABLE u (a int)"}},
     "r2: failed\n"
     "r2 upgrade_failed: table \"u\" does not exist (SQLSTATE 42P01)\n"
     "  note: 1 statement before it could not be rehearsed; the first: versions/r1.py, line 3: "
     "comes from app.models\n"},
    {"opaque statement below the change, of the revision that names what is missing",
     {{"CREATE TABLE t (a int)\n--\n-- u\n--\n!comes from app.models"}},
     {{"CREATE INDEX i ON u (a)", "DROP INDEX i"}, {"CREATE TABLE v (a int)", "DROP TABLE v"}},
     "r2: partial\nr3: skipped\nr2 stopped: relation \"u\" does not exist (SQLSTATE 42P01)\n"
     "  note: 1 statement before it could not be rehearsed; the first: versions/r1.py, line 4: "
     "comes from app.models\n"},
    {"opaque statement below the change, which names what the downgrade does not restore",
     {{"CREATE TYPE mood AS ENUM ('a')\n--\n!syncs mood with app.models"}},
     {{"ALTER TYPE mood ADD VALUE 'c'", "DROP TYPE mood\n--\nCREATE TYPE mood AS ENUM ('a', 'b')"},
      {"CREATE TABLE u (a int)", ""}},
     "r2: partial\nr3: failed\n"
     "r2 not_judged: enum type public.mood: labels was 'a', is 'a', 'b'\n"
     "  note: 1 statement before it could not be rehearsed; the first: versions/r1.py, line 3: "
     "syncs mood with app.models\n"
     "r3 schema_not_restored: table public.u is left behind\n"
     "  upgrading again then fails: relation \"u\" already exists (SQLSTATE 42P07)\n"},
    {"opaque statement below the change, of the revision that names what the downgrade misses",
     {{"CREATE TABLE t (a int)\n--\n-- u\n--\n!comes from app.models"}},
     {{"CREATE TABLE v (a int)", "DROP TABLE v\n--\nDROP TABLE u"}},
     "r2: partial\nr2 not_judged: table \"u\" does not exist (SQLSTATE 42P01)\n"
     "  note: 1 statement before it could not be rehearsed; the first: versions/r1.py, line 4: "
     "comes from app.models\n"},
    {"opaque statement before the one that fails",
     {},
     {{"CREATE TABLE t (a int)\n--\n!comes from app.models\n--\nDROP TABLE u", "DROP TABLE t"}},
     "r1: partial\nr1 stopped: table \"u\" does not exist (SQLSTATE 42P01)\n"
     "r1 statement_skipped: line 3: comes from app.models\n"},
    {"opaque statement before one that is wrong in any case",
     {},
     {{"CREATE TABLE t (a int)\n--\n!comes from app.models\n--\nDRAP TABLE u", "DROP TABLE t"}},
     "r1: failed\nr1 upgrade_failed: syntax error at or near \"DRAP\" (SQLSTATE 42601)\n"
     "r1 statement_skipped: line 3: comes from app.models\n"},
    {"the history below the change needs what could not be read",
     {{"CREATE TABLE t (a int)\n--\n!comes from app.models\n--\nDROP TABLE u"}},
     {{"CREATE TABLE v (a int)", "DROP TABLE v"}},
     "r2: skipped\nr1 stopped: table \"u\" does not exist (SQLSTATE 42P01)\n"
     "  note: 1 statement before it could not be rehearsed; the first: versions/r1.py, line 3: "
     "comes from app.models\n"},
    {"a call that Alembic refuses",
     {{"CREATE TABLE t (a int)"}},
     {{"CREATE TABLE u (a int)", "!!Alembic refuses it\n--\nDROP TABLE u"},
      {"CREATE TABLE v (a int)\n--\n!!Alembic refuses it", "DROP TABLE v"}},
     "r2: failed\nr3: failed\nr2 downgrade_failed: Alembic refuses it\n"
     "r3 upgrade_failed: Alembic refuses it\n"},
    {"guarded statement that is right to run",
     {},
     {{"?CREATE TABLE t (a int)", "?DROP TABLE t"}},
     "r1: passed\n"},
    {"guarded statement that is right not to run",
     {{"CREATE TABLE t (a int)"}},
     {{"?CREATE TABLE t (a int)\n--\nCREATE TABLE u (a int)", "DROP TABLE u"}},
     "r2: partial\n"
     "r2 statement_skipped: line 2: stands in a branch whose condition is not known, and "
     "PostgreSQL "
     "refused it: relation \"t\" already exists\n"},
    {"rows that violate a new constraint",
     {{"CREATE TABLE t (a int)\n--\nINSERT INTO t VALUES (1), (1)"}},
     {{"ALTER TABLE t ADD CONSTRAINT u UNIQUE (a)", "ALTER TABLE t DROP CONSTRAINT u"}},
     "r2: failed\n"
     "r2 upgrade_failed: could not create unique index \"u\" (SQLSTATE 23505)\n"
     "  detail: Key (a)=(1) is duplicated.\n"},
    {"an extension that only a superuser may make",
     {},
     {{"CREATE EXTENSION dblink", "DROP EXTENSION dblink"}},
     "r1: failed\n"
     "r1 upgrade_failed: permission denied to create extension \"dblink\" (SQLSTATE 42501)\n"
     "  hint: Must be superuser to create this extension.\n"
     "  note: migcheck runs migrations as a role that is no superuser; name the extension among "
     "those that are made beforehand\n"},
    {"a trusted extension",
     {},
     {{"CREATE EXTENSION citext\n--\nCREATE TABLE t (a citext)",
       "DROP TABLE t\n--\nDROP EXTENSION citext"}},
     "r1: passed\n"},
    {"the session is ended by the migration",
     {{"CREATE TABLE t (a int)"}},
     {{"CREATE TABLE u (a int)", "SELECT pg_terminate_backend(pg_backend_pid())"},
      {"DROP TABLE u", "CREATE TABLE u (a int)"}},
     "r2: failed\nr3: passed\n"
     "r2 downgrade_failed: terminating connection due to administrator command\n"
     "r3 values_changed: table public.u: 5 rows\n"},
    {"a migration that alters Alembic's table",
     {},
     {{"ALTER TABLE alembic_version ALTER version_num TYPE varchar(64)", "SELECT 1"}},
     "r1: passed\n"},
};

}  // namespace

TEST_CASE("histories with known faults, and their healthy twins") { check(cases); }

TEST_CASE("a failure points at its statement") {
  SpecHistory history;
  history.add({"CREATE TABLE t (a int)\n--\nALTER TABLE t ADD a int", ""}, true);
  const RoundtripOutcome outcome = rehearse(history.steps(), {});
  REQUIRE(outcome.problems.size() == 1);
  const RoundtripProblem& problem = outcome.problems[0];
  CHECK(problem.sql == "ALTER TABLE t ADD a int");
  CHECK(position_at(problem.file->text, problem.span.begin) == Position{3, 1});
  CHECK(problem.direction == Direction::upgrade);
}

TEST_CASE("times and locks of an upgrade") {
  SpecHistory history;
  history.add({"CREATE TABLE p (a int PRIMARY KEY)\n--\nCREATE TABLE t (a int, b int)"}, false);
  history.add({"ALTER TABLE t ALTER a TYPE bigint\n--\nCREATE INDEX i ON t (b)\n--\n"
               "ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES p\n--\nCREATE TABLE n (a int)",
               "ALTER TABLE t DROP CONSTRAINT t_b_fkey\n--\nDROP INDEX i\n--\nDROP TABLE n\n--\n"
               "ALTER TABLE t ALTER a TYPE int"},
              true);
  const RoundtripOutcome outcome = rehearse(history.steps(), {});
  REQUIRE(verdict_of(outcome) ==
          "r2: passed\n"
          "r2 constraint_fails_on_some_rows: insert or update on table \"t\" violates foreign key "
          "constraint \"t_b_fkey\" (SQLSTATE 23503)\n"
          "  detail: Key (b)=(11) is not present in table \"p\".\n");
  const RoundtripRevision& revision = outcome.result.revisions[0];
  CHECK(revision.upgrade_ms.value_or(0) > 0);
  CHECK(revision.downgrade_ms.value_or(0) > 0);
  CHECK(revision.reupgrade_ms.value_or(0) > 0);
  REQUIRE(revision.locks.size() == 2);
  CHECK(revision.locks[0] ==
        RelationLock{"public.p", LockMode::share_row_exclusive, Ternary::no, Ternary::unknown});
  CHECK(revision.locks[1] ==
        RelationLock{"public.t", LockMode::access_exclusive, Ternary::yes, Ternary::unknown});
  CHECK(outcome.result.total_ms > 0);
}

TEST_CASE("an enum type that is there already") {
  const char* types = "CREATE TYPE mood AS ENUM ('a')\n--\nCREATE TYPE mood AS ENUM ('a')";
  SpecHistory history;
  history.add({types, "DROP TYPE mood\n--\nDROP TYPE mood"}, true);
  CHECK(verdict_of(rehearse(history.steps(), {})) == "r1: passed\n");
  history.revisions()[0]->file = std::make_shared<SourceFile>(
      SourceFile{"a.py", "op.execute(" + history.revisions()[0]->file->text});
  for (Statement& statement : history.revisions()[0]->upgrade.statements) statement.span.begin = 0;
  CHECK(verdict_of(rehearse(history.steps(), {})) ==
        "r1: failed\nr1 upgrade_failed: type \"mood\" already exists (SQLSTATE 42710)\n");
}

TEST_CASE("the version table follows") {
  SpecHistory history;
  const char* check =
      "DO $$ BEGIN IF (SELECT string_agg(version_num, ',' ORDER BY version_num) FROM "
      "alembic_version) <> 'r1' THEN RAISE 'wrong'; END IF; END $$";
  history.add({"SELECT 1"}, false);
  history.add({check, "SELECT 1"}, true);
  CHECK(verdict_of(rehearse(history.steps(), {})) == "r2: passed\n");
}

TEST_CASE("an id that does not fit into the version table") {
  SpecHistory history;
  history.add({"SELECT 1", "SELECT 1"}, true);
  history.revisions()[0]->id = std::string(40, 'x');
  const RoundtripOutcome outcome = rehearse(history.steps(), {});
  REQUIRE(outcome.problems.size() == 1);
  CHECK(outcome.problems[0].detail ==
        "value too long for type character varying(32) (SQLSTATE 22001)");
}

TEST_CASE("extensions made beforehand") {
  SpecHistory history;
  history.add({"CREATE EXTENSION IF NOT EXISTS dblink", "SELECT 1"}, true);
  RoundtripOptions options;
  options.foundation.extensions = {"dblink"};
  CHECK(verdict_of(rehearse(history.steps(), options)) == "r1: passed\n");
}

TEST_CASE("a history that starts from a baseline, in a schema of its own") {
  SpecHistory history;
  history.add({"ALTER TABLE orders ADD note text", "ALTER TABLE orders DROP note"}, true);
  RoundtripOptions options;
  options.foundation.schemas = {"shop"};
  options.foundation.session = {{"search_path", "shop, public"}};
  options.foundation.baseline_path = "db/before.sql";
  options.foundation.baseline =
      "\\restrict abc\nSELECT pg_catalog.set_config('search_path', '', false);\n"
      "CREATE TABLE shop.orders (id int);\n\\unrestrict abc\n";
  CHECK(verdict_of(rehearse(history.steps(), options)) == "r1: passed\n");
}

TEST_CASE("a foundation that PostgreSQL refuses") {
  SpecHistory history;
  history.add({"SELECT 1", "SELECT 1"}, true);
  RoundtripOptions options;
  const auto refused = [&] {
    try {
      rehearse(history.steps(), options);
      return std::string();
    } catch (const Error& error) {
      return std::string(error.what());
    }
  };
  options.foundation.schemas = {"pg_own"};
  CHECK(refused().starts_with("cannot make the schema pg_own: unacceptable schema name"));
  options.foundation = {};
  options.foundation.extensions = {"nonesuch"};
  CHECK(refused().starts_with("cannot make the extension nonesuch: "));
  options.foundation = {};
  options.foundation.session = {{"timezone", "nowhere"}};
  CHECK(refused() ==
        "cannot set timezone: invalid value for parameter \"TimeZone\": \"nowhere\" "
        "(SQLSTATE 22023)");
  options.foundation = {};
  options.foundation.baseline = "CREATE TABLE t (a integr)";
  options.foundation.baseline_path = "b.sql";
  CHECK(refused() ==
        "cannot run the baseline b.sql: type \"integr\" does not exist "
        "(SQLSTATE 42704)");
}

TEST_CASE("progress is told before each step") {
  SpecHistory history;
  history.add({"SELECT 1"}, false);
  history.add({"SELECT 1", "SELECT 1"}, true);
  std::string told;
  RoundtripOptions options;
  options.progress = [&told](std::size_t done, std::size_t total, const Revision& revision) {
    told += std::to_string(done) + "/" + std::to_string(total) + " " + revision.id + "\n";
  };
  rehearse(history.steps(), options);
  CHECK(told == "0/2 r1\n1/2 r2\n");
}
