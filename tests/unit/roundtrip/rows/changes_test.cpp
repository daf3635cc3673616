#include "roundtrip/rows/changes.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "postgres/cluster.h"

using namespace migcheck;

namespace {

struct Case {
  const char* name;
  const char* before;
  const char* upgrade;
  const char* downgrade;
  std::vector<std::string> by_upgrade = {}, lost = {}, left_behind = {};
};

constexpr const char* kUsers =
    "CREATE TABLE users (id int PRIMARY KEY, name text, age int); "
    "INSERT INTO users VALUES (1, 'x', 10), (2, 'it''s', NULL), (3, NULL, 30)";

constexpr const char* kPrices =
    "CREATE TABLE prices (id int PRIMARY KEY, price numeric(10, 2)); "
    "INSERT INTO prices VALUES (1, 1.5), (2, 3)";

constexpr const char* kNotes =
    "CREATE TABLE notes (id int PRIMARY KEY, note text, stars int); "
    "INSERT INTO notes VALUES (13, 'a', 5), (2, 'b', 5), (1, 'c', 5)";

const std::vector<Case> cases = {
    {"nothing", kUsers, "", ""},
    {"column added", kUsers, "ALTER TABLE users ADD a int DEFAULT 1", "ALTER TABLE users DROP a"},
    {"column dropped and added empty",
     kUsers,
     "ALTER TABLE users DROP name",
     "ALTER TABLE users ADD name text",
     {"column public.users.name: 2 values"}},
    {"column dropped and not added",
     kUsers,
     "ALTER TABLE users DROP age",
     "",
     {"column public.users.age: 2 values"}},
    {"column dropped by the downgrade",
     kUsers,
     "",
     "ALTER TABLE users DROP age",
     {},
     {"public.users.age: the column is gone with 2 values"}},
    {"column moved to another table and back", kUsers,
     "CREATE TABLE names AS SELECT id, name FROM users; ALTER TABLE users DROP name",
     "ALTER TABLE users ADD name text; UPDATE users SET name = n.name FROM names n WHERE n.id = "
     "users.id; DROP TABLE names"},
    {"column moved and partly brought back",
     kUsers,
     "CREATE TABLE names AS SELECT id, name FROM users; ALTER TABLE users DROP name",
     "ALTER TABLE users ADD name text; UPDATE users SET name = n.name FROM names n WHERE n.id = "
     "users.id AND n.id > 1; DROP TABLE names",
     {"column public.users.name: 1 value"}},
    {"type changed and back", kUsers, "ALTER TABLE users ALTER age TYPE text",
     "ALTER TABLE users ALTER age TYPE int USING age::int"},
    {"type changed and back without values",
     kUsers,
     "ALTER TABLE users ALTER age TYPE text",
     "ALTER TABLE users ALTER age TYPE int USING NULL",
     {},
     {"public.users.age of id = 1: was 10, is NULL",
      "public.users.age of id = 3: was 30, is NULL"}},
    {"type widened and lost",
     kUsers,
     "ALTER TABLE users ALTER age TYPE numeric(8, 2)",
     "ALTER TABLE users ALTER age TYPE int USING 0",
     {},
     {"public.users.age of id = 1: was 10, is 0", "public.users.age of id = 2: was NULL, is 0",
      "public.users.age of id = 3: was 30, is 0"}},
    {"numbers with more digits, and others",
     "CREATE TABLE t (id int PRIMARY KEY, a numeric(10, 2)); INSERT INTO t VALUES (1, 1.50)",
     "ALTER TABLE t ALTER a TYPE numeric(12, 4)",
     "ALTER TABLE t ALTER a TYPE numeric(10, 2) USING a / 3",
     {},
     {"public.t.a of id = 1: was 1.50, is 0.50"}},
    {"text as JSON, and lost",
     "CREATE TABLE t (id int PRIMARY KEY, a text, b text, c int); "
     "INSERT INTO t VALUES (1, 'it\"s', '{\"k\":1}', 5)",
     "ALTER TABLE t ALTER a TYPE jsonb USING to_jsonb(a), ALTER b TYPE json USING b::json, ALTER c "
     "TYPE jsonb USING to_jsonb(c)",
     "ALTER TABLE t ALTER a TYPE text USING NULL, ALTER b TYPE text USING NULL, ALTER c TYPE int "
     "USING NULL",
     {},
     {"public.t.a of id = 1: was 'it\"s', is NULL",
      "public.t.b of id = 1: was '{\"k\":1}', is NULL", "public.t.c of id = 1: was 5, is NULL"}},
    {"JSON as text, and lost",
     "CREATE TABLE t (id int PRIMARY KEY, a jsonb); INSERT INTO t VALUES (1, '\"x\"')",
     "ALTER TABLE t ALTER a TYPE text USING a #>> '{}'",
     "ALTER TABLE t ALTER a TYPE jsonb USING NULL",
     {},
     {"public.t.a of id = 1: was '\"x\"', is NULL"}},
    {"type narrowed",
     "CREATE TABLE t (id int PRIMARY KEY, a numeric); INSERT INTO t VALUES (1, "
     "1.5), (2, 2)",
     "ALTER TABLE t ALTER a TYPE int",
     "ALTER TABLE t ALTER a TYPE numeric",
     {"values of public.t.a: 1"}},
    {"scale changed and back", kPrices, "ALTER TABLE prices ALTER price TYPE numeric(12, 4)",
     "ALTER TABLE prices ALTER price TYPE numeric(10, 2)"},
    {"scale changed and other values back",
     kPrices,
     "ALTER TABLE prices ALTER price TYPE numeric(12, 4)",
     "ALTER TABLE prices ALTER price TYPE numeric(10, 2) USING round(price / 3, 2)",
     {},
     {"public.prices.price of id = 1: was 1.50, is 0.50",
      "public.prices.price of id = 2: was 3.00, is 1.00"}},
    {"scale and values changed, and other values back",
     kPrices,
     "ALTER TABLE prices ALTER price TYPE numeric(12, 4) USING price * 2",
     "ALTER TABLE prices ALTER price TYPE numeric(10, 2)  USING price / 4",
     {},
     {"public.prices.price of id = 1: was 1.50, is 0.75",
      "public.prices.price of id = 2: was 3.00, is 1.50"}},
    {"rounded by the upgrade",
     kPrices,
     "ALTER TABLE prices ALTER price TYPE int",
     "ALTER TABLE prices ALTER price TYPE numeric(10, 2)",
     {"values of public.prices.price: 1"}},
    {"cut by the upgrade",
     "CREATE TABLE t (id int PRIMARY KEY, a text); INSERT INTO t VALUES (1, 'abc'), (2, 'def')",
     "ALTER TABLE t ALTER a TYPE varchar(2) USING left(a, 2)",
     "ALTER TABLE t ALTER a TYPE text",
     {"values of public.t.a: 2"}},
    {"converted to JSON and back", kUsers,
     "ALTER TABLE users ALTER name TYPE jsonb USING to_jsonb(name)",
     "ALTER TABLE users ALTER name TYPE text USING name #>> '{}'"},
    {"converted to JSON and to nothing",
     kUsers,
     "ALTER TABLE users ALTER name TYPE jsonb USING to_jsonb(name)",
     "ALTER TABLE users ALTER name TYPE text USING NULL",
     {},
     {"public.users.name of id = 1: was 'x', is NULL",
      "public.users.name of id = 2: was 'it's', is NULL"}},
    {"converted to JSON and back with its quotes",
     kUsers,
     "ALTER TABLE users ALTER name TYPE jsonb USING to_jsonb(name)",
     "ALTER TABLE users ALTER name TYPE text",
     {},
     {"public.users.name of id = 1: was 'x', is '\"x\"'",
      "public.users.name of id = 2: was 'it's', is '\"it's\"'"}},
    {"converted to JSON, and the column is dropped",
     kUsers,
     "ALTER TABLE users ALTER name TYPE jsonb USING to_jsonb(name)",
     "ALTER TABLE users DROP name",
     {},
     {"public.users.name: the column is gone with 2 values"}},
    {"converted, some to the same",
     kUsers,
     "ALTER TABLE users ALTER age TYPE bool USING age > 5",
     "ALTER TABLE users ALTER age TYPE int USING NULL",
     {"values of public.users.age: 2"}},
    {"converted, some to nothing",
     "CREATE TABLE t (id int PRIMARY KEY, a text); INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, "
     "'z')",
     "ALTER TABLE t ALTER a TYPE jsonb USING to_jsonb(NULLIF(a, 'x'))",
     "ALTER TABLE t ALTER a TYPE text USING NULL",
     {"values of public.t.a: 1"},
     {"public.t.a of id = 2: was 'y', is NULL", "public.t.a of id = 3: was 'z', is NULL"}},
    {"the only value converted to a constant",
     "CREATE TABLE t (id int PRIMARY KEY, a text); INSERT INTO t VALUES (1, 'x'), (2, NULL)",
     "ALTER TABLE t ALTER a TYPE jsonb USING '1'",
     "ALTER TABLE t ALTER a TYPE text USING NULL",
     {"values of public.t.a: 1"}},
    {"converted to nothing",
     kUsers,
     "ALTER TABLE users ALTER age TYPE text USING NULL",
     "ALTER TABLE users ALTER age TYPE int USING age::int",
     {"values of public.users.age: 2"}},
    {"converted, nothing filled",
     kUsers,
     "ALTER TABLE users ALTER age TYPE text USING 'about ' || COALESCE(age, 0)",
     "ALTER TABLE users ALTER age TYPE int USING substr(age, 7)::int",
     {"values of public.users.age: 1"}},
    {"updated, not converted",
     kUsers,
     "UPDATE users SET age = -age",
     "UPDATE users SET age = NULL",
     {"values of public.users.age: 2"}},
    {"types that print another way",
     "CREATE TABLE t (id int PRIMARY KEY, a timestamp, b json, c char(5), d bool, e float4, f "
     "date); "
     "INSERT INTO t VALUES (1, '2024-01-01', '{\"b\":1, \"a\":2}', 'x', true, 0.1, '2024-01-01')",
     "ALTER TABLE t ALTER a TYPE timestamptz, ALTER b TYPE jsonb, ALTER c TYPE text, ALTER d TYPE "
     "int USING d::int, ALTER e TYPE float8, ALTER f TYPE timestamp; SET LOCAL datestyle = "
     "'German'; "
     "SET LOCAL timezone = 'Asia/Tokyo'",
     "SET LOCAL timezone = 'UTC'; ALTER TABLE t ALTER a TYPE timestamp, ALTER b TYPE json, ALTER c "
     "TYPE char(5), ALTER d TYPE bool USING NULL, ALTER e TYPE float4, ALTER f TYPE date; SET "
     "LOCAL "
     "timezone = 'Asia/Tokyo'",
     {},
     {"public.t.d of id = 1: was true, is NULL"}},
    {"table and column renamed and back", kUsers,
     "ALTER TABLE users RENAME name TO label; ALTER TABLE users RENAME TO people",
     "ALTER TABLE people RENAME TO users; ALTER TABLE users RENAME label TO name"},
    {"renamed back the other way round",
     "CREATE TABLE t (id int PRIMARY KEY, a text, b text); INSERT INTO t VALUES (1, 'x', 'y')",
     "ALTER TABLE t RENAME a TO c; ALTER TABLE t RENAME b TO d",
     "ALTER TABLE t RENAME c TO b; ALTER TABLE t RENAME d TO a",
     {},
     {"public.t.a of id = 1: was 'x', is 'y'", "public.t.b of id = 1: was 'y', is 'x'"}},
    {"rename with a loss",
     kUsers,
     "ALTER TABLE users RENAME name TO label; ALTER TABLE users RENAME TO people",
     "ALTER TABLE people RENAME TO users; ALTER TABLE users DROP label; ALTER TABLE users ADD name "
     "text",
     {},
     {"public.users.name of id = 1: was 'x', is NULL",
      "public.users.name of id = 2: was 'it's', is NULL"}},
    {"table dropped", kUsers, "DROP TABLE users", "", {"table public.users: 3 rows"}},
    {"table dropped and made empty",
     kUsers,
     "DROP TABLE users",
     "CREATE TABLE users (id int PRIMARY KEY, name text, age int)",
     {"table public.users: 3 rows"}},
    {"table dropped by the downgrade",
     kUsers,
     "",
     "DROP TABLE users",
     {},
     {"public.users: the table is gone with 3 rows"}},
    {"table copied, dropped and renamed",
     kUsers,
     "CREATE TABLE copy AS TABLE users; DROP TABLE users; ALTER TABLE copy RENAME TO users",
     "DELETE FROM users WHERE id = 2",
     {},
     {"public.users: the row id = 2 is gone"}},
    {"rows deleted by the downgrade",
     kUsers,
     "",
     "DELETE FROM users WHERE id < 3",
     {},
     {"public.users: the row id = 1 is gone", "public.users: the row id = 2 is gone"}},
    {"rows deleted by the upgrade",
     kUsers,
     "DELETE FROM users WHERE id < 3",
     "",
     {"rows of public.users: 2"}},
    {"rows deleted by the upgrade and brought back", kUsers,
     "CREATE TABLE bin AS SELECT * FROM users WHERE id < 3; DELETE FROM users WHERE id < 3",
     "INSERT INTO users SELECT * FROM bin; DROP TABLE bin"},
    {"truncated", kUsers, "TRUNCATE users", "", {"rows of public.users: 3"}},
    {"truncated by the downgrade",
     "CREATE TABLE t (a int, b int); INSERT INTO t SELECT i, i FROM generate_series(1, 9) i",
     "",
     "TRUNCATE t",
     {},
     {"public.t: the row a = 1, b = 1 is gone", "public.t: the row a = 2, b = 2 is gone",
      "public.t: the row a = 3, b = 3 is gone", "public.t: 6 more"}},
    {"values changed by the upgrade",
     kUsers,
     "UPDATE users SET name = upper(name)",
     "",
     {"values of public.users.name: 2"}},
    {"values changed by the upgrade and back", kUsers, "UPDATE users SET age = -age",
     "UPDATE users SET age = -age"},
    {"values filled by the upgrade",
     kUsers,
     "UPDATE users SET age = 0 WHERE age IS NULL",
     "",
     {"values of public.users.age: 1"}},
    {"values changed by the downgrade",
     kUsers,
     "",
     "UPDATE users SET name = 'y' WHERE id = 1",
     {},
     {"public.users.name of id = 1: was 'x', is 'y'"}},
    {"values made alike by the upgrade",
     "CREATE TABLE t (id int PRIMARY KEY, a text); INSERT INTO t VALUES (1, ''), (2, NULL), (3, "
     "'x')",
     "UPDATE t SET a = '' WHERE a IS NULL; ALTER TABLE t ALTER a SET NOT NULL",
     "ALTER TABLE t ALTER a DROP NOT NULL; UPDATE t SET a = NULL WHERE a = ''",
     {"values of public.t.a: 1"}},
    {"values made alike by the downgrade",
     "CREATE TABLE t (id int PRIMARY KEY, a text); INSERT INTO t VALUES (1, ''), (2, NULL), (3, "
     "'x')",
     "",
     "UPDATE t SET a = NULL WHERE a = ''",
     {},
     {"public.t.a of id = 1: was '', is NULL"}},
    {"values made alike by the upgrade, and other ones by the downgrade",
     "CREATE TABLE t (id int PRIMARY KEY, a text); INSERT INTO t VALUES (1, ''), (2, NULL), (3, "
     "'x')",
     "UPDATE t SET a = '' WHERE a IS NULL",
     "UPDATE t SET a = 'y' WHERE a = ''",
     {"values of public.t.a: 1"},
     {"public.t.a of id = 1: was '', is 'y'"}},
    {"rows added and left",
     kUsers,
     "INSERT INTO users VALUES (9, 'z', 1)",
     "",
     {},
     {},
     {"public.users: the row id = 9"}},
    {"rows added and deleted", kUsers, "INSERT INTO users VALUES (9, 'z', 1)",
     "DELETE FROM users WHERE id = 9"},
    {"keys changed to another type and back", kUsers, "ALTER TABLE users ALTER id TYPE text",
     "ALTER TABLE users ALTER id TYPE int USING id::int"},
    {"keys replaced and back", kUsers,
     "ALTER TABLE users ADD old int; UPDATE users SET old = id; ALTER TABLE users DROP id; ALTER "
     "TABLE users ADD id uuid PRIMARY KEY DEFAULT gen_random_uuid()",
     "ALTER TABLE users DROP id; ALTER TABLE users RENAME old TO id; ALTER TABLE users ADD PRIMARY "
     "KEY (id)"},
    {"keys replaced by the downgrade",
     kNotes,
     "ALTER TABLE notes ALTER id TYPE text",
     "ALTER TABLE notes DROP id; ALTER TABLE notes ADD id serial",
     {},
     {"public.notes.id of id = 13: was 13, is 1", "public.notes.id of id = 1: was 1, is 3"}},
    {"keys replaced by the upgrade",
     kNotes,
     "ALTER TABLE notes DROP id; ALTER TABLE notes ADD id serial PRIMARY KEY",
     "",
     {"values of public.notes.id: 2"}},
    {"keys replaced, other values changed",
     kNotes,
     "ALTER TABLE notes DROP id; ALTER TABLE notes ADD id serial PRIMARY KEY",
     "UPDATE notes SET note = upper(note)",
     {"values of public.notes.id: 2"},
     {"public.notes.note of id = 13: was 'a', is 'A'",
      "public.notes.note of id = 2: was 'b', is "
      "'B'",
      "public.notes.note of id = 1: was 'c', is 'C'"}},
    {"keys updated by the upgrade",
     kNotes,
     "UPDATE notes SET id = id + 1000",
     "",
     {"values of public.notes.id: 3"}},
    {"keys updated by the downgrade",
     kNotes,
     "",
     "UPDATE notes SET id = id + 1000 WHERE id = 2",
     {},
     {"public.notes.id of id = 2: was 2, is 1002"}},
    {"keys converted and back with other values",
     kNotes,
     "ALTER TABLE notes ALTER id TYPE text USING 'n' || id",
     "ALTER TABLE notes ALTER id TYPE int USING substr(id, 2)::int + 1; UPDATE notes SET note = "
     "'z' WHERE note = 'c'",
     {},
     {"public.notes.id of id = 13: was 13, is 14", "public.notes.id of id = 2: was 2, is 3",
      "public.notes.id of id = 1: was 1, is 2", "public.notes.note of id = 1: was 'c', is 'z'"}},
    {"another key",
     kNotes,
     "ALTER TABLE notes DROP CONSTRAINT notes_pkey; UPDATE notes SET id = 0, stars = 6 WHERE id = "
     "13; ALTER TABLE notes ADD PRIMARY KEY (note)",
     "",
     {"values of public.notes.id: 1", "values of public.notes.stars: 1"}},
    {"one column of the key replaced",
     "CREATE TABLE t (a int, b int, c text, PRIMARY KEY (a, b)); INSERT INTO t VALUES (1, 1, 'x'), "
     "(2, 1, 'y')",
     "ALTER TABLE t DROP b; ALTER TABLE t ADD b text; UPDATE t SET c = CASE c WHEN 'x' THEN 'y' "
     "ELSE 'z' END",
     "",
     {"values of public.t.b: 2", "values of public.t.c: 2"}},
    {"nothing but a key, replaced",
     "CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (8), (1)",
     "",
     "ALTER TABLE t DROP id; ALTER TABLE t ADD id serial",
     {},
     {"public.t.id of id = 8: was 8, is 2"}},
    {"keys replaced, a row less",
     kNotes,
     "",
     "DELETE FROM notes WHERE id = 2; ALTER TABLE notes DROP id; ALTER TABLE notes ADD id serial",
     {},
     {"public.notes: the row id = 2 is gone", "public.notes.id of id = 13: was 13, is 1",
      "public.notes.id of id = 1: was 1, is 2"}},
    {"a row replaced by another one",
     kNotes,
     "",
     "UPDATE notes SET id = 5, note = 'z', stars = 1 WHERE id = 2",
     {},
     {"public.notes: the row id = 2 is gone"},
     {"public.notes: the row id = 5"}},
    {"without a key, a value lost",
     "CREATE TABLE t (a int, b text, c int); INSERT INTO t VALUES (1, 'x', 1), (1, 'x', 1), (2, "
     "'y', "
     "NULL)",
     "",
     "UPDATE t SET b = NULL WHERE a = 2",
     {},
     {"public.t.b of a = 2, b = 'y', c is NULL: was 'y', is NULL"}},
    {"without a key, one of two equal rows",
     "CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'x'), (1, 'x')",
     "",
     "DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)",
     {},
     {"public.t: the row a = 1, b = 'x' is gone"}},
    {"without a key, a column dropped",
     "CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'x'), (2, 'y')",
     "ALTER TABLE t DROP b",
     "ALTER TABLE t ADD b text",
     {"column public.t.b: 2 values"}},
    {"without a key, most columns dropped",
     "CREATE TABLE t (a int, b text, c text); INSERT INTO t VALUES (1, 'x', 'x'), (2, 'y', 'y')",
     "ALTER TABLE t DROP b, DROP c",
     "ALTER TABLE t ADD b text, ADD c text",
     {"column public.t.b: 2 values", "column public.t.c: 2 values"}},
    {"partitions",
     "CREATE TABLE t (a int PRIMARY KEY, b text) PARTITION BY LIST (a); CREATE TABLE t1 PARTITION "
     "OF "
     "t FOR VALUES IN (1); CREATE TABLE t2 PARTITION OF t FOR VALUES IN (2); INSERT INTO t VALUES "
     "(1, 'x'), (2, 'y')",
     "ALTER TABLE t DETACH PARTITION t2; ALTER TABLE t ATTACH PARTITION t2 DEFAULT",
     "UPDATE t2 SET b = 'z'",
     {},
     {"public.t.b of a = 2: was 'y', is 'z'"}},
    {"inheritance",
     "CREATE TABLE t (a int PRIMARY KEY); CREATE TABLE child () INHERITS (t); INSERT INTO t VALUES "
     "(1); INSERT INTO child VALUES (2)",
     "",
     "DELETE FROM child",
     {},
     {"public.child: the row a = 2 is gone"}},
    {"many rows",
     "CREATE TABLE t (a int PRIMARY KEY, b text, c text); INSERT INTO t SELECT i, i, i FROM "
     "generate_series(1, 6000) i",
     "UPDATE t SET b = 'x' WHERE a = 1",
     "UPDATE t SET c = 'x' WHERE a = 6000",
     {"values of public.t.b: some of 6000 rows"},
     {"public.t.c: other values in some of 6000 rows"}},
    {"many rows deleted",
     "CREATE TABLE t (a int PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 6000)",
     "",
     "DELETE FROM t WHERE a = 1",
     {},
     {"public.t: 6000 rows, now 5999"}},
    {"names that need quotes",
     "CREATE TABLE \"My T\" (\"a b\" int PRIMARY KEY, \"value\" text); INSERT INTO \"My T\" VALUES "
     "(1, "
     "'x')",
     "",
     "UPDATE \"My T\" SET \"value\" = ''",
     {},
     {"public.\"My T\".value of \"a b\" = 1: was 'x', is ''"}},
    {"domains, arrays and other types",
     "CREATE DOMAIN d AS int; CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (id d PRIMARY KEY, a "
     "text[], b e, c int4range, g text); INSERT INTO t VALUES (1, '{x,NULL}', 'a', '[1,2)', "
     "repeat('é', 60))",
     "",
     "UPDATE t SET a = '{}', g = NULL",
     {},
     {"public.t.a of id = 1: was '{x,NULL}', is '{}'",
      "public.t.g of id = 1: was 'éééééééééééééééééééé…', is NULL"}},
};

void run(Connection& connection, const std::string& sql) {
  if (const auto failure = connection.execute(sql)) FAIL(sql, ": ", failure->text());
}

// All tables of the schema public.
std::vector<std::string> tables(Connection& connection) {
  std::vector<std::string> oids;
  for (const auto& row :
       connection.query("SELECT oid FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = "
                        "'public'::regnamespace")) {
    oids.push_back(row.at(0));
  }
  return oids;
}

}  // namespace

TEST_CASE("what upgrades and downgrades do to rows") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  for (const Case& one : cases) {
    CAPTURE(std::string(one.name));
    run(connection, std::string("BEGIN; ") + one.before);
    const RowImage before = read_rows(connection, tables(connection), Within::transaction);
    run(connection, std::string("SELECT 1;") + one.upgrade);
    const RowImage upgraded = read_rows(connection, before, Within::transaction);
    run(connection, std::string("SELECT 1;") + one.downgrade);
    const RowImage downgraded = read_rows(connection, before, Within::transaction);
    run(connection, "ROLLBACK");
    const RowChanges changes = compare_rows(before, upgraded, downgraded);
    CHECK(join(changes.by_upgrade, "\n") == join(one.by_upgrade, "\n"));
    CHECK(join(changes.lost, "\n") == join(one.lost, "\n"));
    CHECK(join(changes.left_behind, "\n") == join(one.left_behind, "\n"));
  }
}

TEST_CASE("reading rows changes nothing of the session") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  run(connection, "SET timezone = 'Asia/Tokyo'; CREATE TABLE t (a timestamptz)");
  run(connection, "INSERT INTO t VALUES ('2024-01-01 00:00:00+00')");
  const RowImage image = read_rows(connection, {"public.t"}, Within::no_transaction);
  REQUIRE(image.tables.size() == 1);
  CHECK(image.tables[0].rows[0][0] == "2024-01-01 00:00:00+00");
  CHECK(connection.query("SHOW timezone").at(0).at(0) == "Asia/Tokyo");
  run(connection, "BEGIN; SET LOCAL timezone = 'Europe/Rome'");
  read_rows(connection, image, Within::transaction);
  CHECK(connection.query("SHOW timezone").at(0).at(0) == "Europe/Rome");
  run(connection, "ROLLBACK");
  CHECK(read_rows(connection, {"none", "pg_class"}, Within::no_transaction).tables.empty());
  CHECK(read_rows(connection, std::vector<std::string>(), Within::no_transaction).tables.empty());
}
