#include <doctest/doctest.h>

#include "unit/roundtrip/rehearsal_case.h"

using namespace migcheck;
using namespace migcheck::test;

namespace {

const char* kUsers = "CREATE TABLE users (id int PRIMARY KEY, name text, state varchar(10))";

const std::vector<RehearsalCase> cases_with_rows = {
    {"a new column that every row lacks",
     {{kUsers}},
     {{"ALTER TABLE users ADD age int NOT NULL", "ALTER TABLE users DROP age"}},
     "r2: failed\n"
     "r2 upgrade_fails_on_rows: column \"age\" of relation \"users\" contains null values "
     "(SQLSTATE 23502)\n"},
    {"a new column with a default",
     {{kUsers}},
     {{"ALTER TABLE users ADD age int NOT NULL DEFAULT 0", "ALTER TABLE users DROP age"}},
     "r2: passed\n"},
    {"NOT NULL where there may be NULLs",
     {{kUsers}},
     {{"ALTER TABLE users ALTER name SET NOT NULL", "ALTER TABLE users ALTER name DROP NOT NULL"}},
     "r2: passed\n"
     "r2 upgrade_fails_on_some_rows: column \"name\" of relation \"users\" contains null values "
     "(SQLSTATE 23502)\n"},
    {"NOT NULL after a backfill",
     {{kUsers}},
     {{"UPDATE users SET name = '' WHERE name IS NULL\n--\n"
       "ALTER TABLE users ALTER name SET NOT NULL",
       "ALTER TABLE users ALTER name DROP NOT NULL"}},
     "r2: passed\nr2 values_changed: values of public.users.name: 1\n"},
    {"NOT NULL that a valid check proves",
     {Spec{kUsers},
      Spec{"ALTER TABLE users ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID"}},
     {{"ALTER TABLE users VALIDATE CONSTRAINT named\n--\n"
       "ALTER TABLE users ALTER name SET NOT NULL\n--\nALTER TABLE users DROP CONSTRAINT named",
       "ALTER TABLE users ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID\n--\n"
       "ALTER TABLE users ALTER name DROP NOT NULL"}},
     "r3: passed\n"},
    {"a type that does not hold every value",
     {{kUsers}},
     {{"ALTER TABLE users ALTER state TYPE varchar(5)",
       "ALTER TABLE users ALTER state TYPE varchar(10)"}},
     "r2: passed\n"
     "r2 upgrade_fails_on_some_rows: value too long for type character varying(5) (SQLSTATE "
     "22001)\n"},
    {"a text becomes an enum, and a text again",
     {{kUsers}},
     {{"CREATE TYPE mood AS ENUM ('calm', 'cross')\n--\n"
       "ALTER TABLE users ALTER state TYPE mood USING state::mood",
       "ALTER TABLE users ALTER state TYPE varchar(10)\n--\nDROP TYPE mood"}},
     "r2: passed\n"},
    {"the downgrade deletes rows",
     {{kUsers}},
     {{"CREATE TABLE n (a int)", "DROP TABLE n\n--\nDELETE FROM users WHERE id > 0"},
      {"ALTER TABLE users ADD age int", "ALTER TABLE users DROP age\n--\nTRUNCATE users"}},
     "r2: failed\nr3: failed\n"
     "r2 rows_lost: public.users: the row id = 7001 is gone\n"
     "  public.users: the row id = 7002 is gone\n"
     "  public.users: the row id = 2147483647 is gone\n"
     "  public.users: 1 more\n"
     "r3 rows_lost: public.users: the row id = 7001 is gone\n"
     "  public.users: the row id = 7002 is gone\n"
     "  public.users: the row id = 2147483647 is gone\n"
     "  public.users: 2 more\n"},
    {"the downgrade forgets the old values",
     {{kUsers}},
     {{"ALTER TABLE users RENAME name TO full_name",
       "ALTER TABLE users DROP full_name\n--\nALTER TABLE users ADD name varchar(9)"}},
     "r2: failed\n"
     "r2 schema_not_restored: column public.users.name: type was text, is character varying(9)\n"
     "  table public.users: the columns' order was id, name, state, is id, state, name\n"
     "r2 rows_lost: public.users.name of id = 7001: was '11', is NULL\n"
     "  public.users.name of id = 2147483647: was 'Ünï'c\\\"dé %語Ünï'c\\\"dé %語Ünï'…', is NULL\n"
     "  public.users.name of id = -2147483648: was '', is NULL\n"
     "  public.users.name: 1 more\n"},
    {"the downgrade leaves a row",
     {{"CREATE TABLE codes (code text)"}},
     {{"INSERT INTO codes VALUES ('x')", "SELECT 1"}},
     "r2: passed\nr2 rows_left: public.codes: the row code = 'x'\n"},
    {"the downgrade wants what rows lack",
     {{"CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL)"}},
     {{"ALTER TABLE users DROP name", "ALTER TABLE users ADD name text NOT NULL"}},
     "r2: failed\n"
     "r2 downgrade_fails_on_rows: column \"name\" of relation \"users\" contains null values "
     "(SQLSTATE 23502)\n"},
    {"rows in a copy of the database",
     {{kUsers}},
     {{"COMMIT\n--\nCREATE UNIQUE INDEX CONCURRENTLY i ON users (name)\n--\nBEGIN",
       "COMMIT\n--\nDROP INDEX CONCURRENTLY i\n--\nBEGIN"}},
     "r2: passed\n"
     "r2 constraint_fails_on_some_rows: could not create unique index \"i\" (SQLSTATE 23505)\n"
     "  detail: Key (name)=(11) is duplicated.\n"},
};

}  // namespace

TEST_CASE("what a migration does to rows") { check(cases_with_rows); }
