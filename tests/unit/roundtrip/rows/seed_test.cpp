#include "roundtrip/rows/seed.h"

#include <doctest/doctest.h>

#include <chrono>

#include "core/text.h"
#include "postgres/cluster.h"
#include "roundtrip/rows/changes.h"

using namespace migcheck;

namespace {

struct Case {
  const char* name;
  const char* schema;   // of which the table t is seeded
  const char* plain;    // what is true of its plain rows, as SQL
  const char* hostile;  // and of its hostile ones
};

constexpr const char* three = "(SELECT count(*) = 3 FROM t)";
constexpr const char* four = "(SELECT count(*) >= 4 FROM t)";

const std::vector<Case> cases = {
    {"scalar types",
     "CREATE TABLE t (a int2, b int4, c int8, d oid, e float4, f float8, g money, h bytea, i date, "
     "j timestamp, k timestamptz, l time, m timetz, n interval, o uuid, p json, q jsonb, r inet, "
     "s cidr, u macaddr, v macaddr8, w point, x line, y lseg, z box, aa path, ab polygon, "
     "ac circle, ad tsvector, ae tsquery, af pg_lsn, ag xid, ah bit(5), ai varbit(7), aj bit, "
     "ak bool, al \"char\", am name, an jsonpath, ao numeric, ap text, aq char, ar varbit, "
     "au interval day to second(3), av timestamp(0), aw xid8, ax tid)",
     "(SELECT count(*) = 3 AND count(a) = 3 AND count(ax) = 3 AND count(DISTINCT c) = 3 AND "
     "count(DISTINCT w::text) = 3 AND count(al) = 3 AND count(DISTINCT ap) = 3 FROM t)",
     "(SELECT max(a) = 32767 AND min(a) = -32768 AND max(c) = 9223372036854775807 AND "
     "bool_or(i = '9999-12-31') AND bool_or(ap = '') AND max(length(ap)) = 300 AND "
     "bool_or(ap LIKE '%''%') AND bool_or(ap LIKE '%\\\\%') AND bool_or(ap LIKE '%é%') AND "
     "bool_or(q = 'null') AND bool_or(h = '') AND count(*) - count(ax) >= 1 AND "
     "count(*) - count(a) >= 1 AND count(a) > count(DISTINCT a) FROM t)"},
    {"lengths and precisions",
     "CREATE TABLE t (a varchar(1), b varchar(20), c char(3), d numeric(5,2), e numeric(2,2), "
     "f numeric(1), g numeric(3,-2), h varchar(1) UNIQUE, i char(2) PRIMARY KEY)",
     "(SELECT count(*) = 3 AND count(DISTINCT e) = 3 AND count(DISTINCT d) = 3 AND count(g) = 3 "
     "FROM t)",
     "(SELECT max(length(b)) = 20 AND max(d) = 999.99 AND min(d) = -999.99 AND max(e) = 0.99 AND "
     "max(f) = 9 AND max(g) = 99900 AND max(length(a)) = 1 AND bool_or(b IS NULL) FROM t)"},
    {"columns of a row are not equal",
     "CREATE TABLE t (a text NOT NULL, b text NOT NULL, c int NOT NULL, d int NOT NULL)",
     "(SELECT count(*) = 3 AND bool_and(a <> b AND c <> d) FROM t)",
     "(SELECT count(*) > 3 FROM t)"},
    {"not null", "CREATE TABLE t (a int NOT NULL, b text NOT NULL, c date NOT NULL)", three, four},
    {"validated check not null", "CREATE TABLE t (a int CHECK (a IS NOT NULL))", three,
     "(SELECT count(*) = count(a) AND count(*) > count(DISTINCT a) AND max(a) = 2147483647 FROM "
     "t)"},
    {"enum, array, domain, range, composite",
     "CREATE TYPE mood AS ENUM ('sad', 'it''s', 'happy'); CREATE DOMAIN age AS int NOT NULL CHECK "
     "(VALUE > 17); CREATE DOMAIN adult AS age CHECK (VALUE < 100 AND VALUE <> 20); "
     "CREATE TYPE pair AS (x int, y text, z mood); CREATE TYPE span AS RANGE (subtype = float8); "
     "CREATE TABLE t (a mood, b mood[] NOT NULL, c adult, d int4range, e pair, f text[][], "
     "g numrange, h tstzrange, i span, j int4multirange, k datemultirange, l pair[], m "
     "varchar(3)[])",
     "(SELECT count(*) = 3 AND count(a) = 3 AND count(DISTINCT a) = 3 AND count(b) = 3 AND "
     "min(c) > 17 AND count(DISTINCT c) = 3 AND count(e) = 3 AND count(l) = 3 AND count(j) = 3 "
     "AND count(DISTINCT d) = 3 FROM t)",
     "(SELECT count(*) > count(a) AND count(c) = count(*) AND bool_or(d = 'empty') AND "
     "bool_or(d = '(,)') AND bool_or(b = '{}') AND bool_or(array_position(b, NULL) > 0) FROM t)"},
    {"check of two columns",
     "CREATE TABLE t (price numeric(8,2), max_price numeric(8,2), "
     "CHECK (price > 0 AND price < max_price))",
     "(SELECT count(*) = 3 AND count(price) = 3 AND count(max_price) = 3 AND count(DISTINCT price) "
     "= 3 FROM t)",
     "(SELECT bool_or(price IS NULL) AND bool_or(max_price IS NULL) AND max(max_price) = 999999.99 "
     "FROM t)"},
    {"check in",
     "CREATE TABLE t (status varchar(20) NOT NULL CHECK (status IN ('new', 'paid', 'sent')))",
     "(SELECT count(DISTINCT status) = 3 FROM t)",
     "(SELECT count(*) > count(DISTINCT status) FROM t)"},
    {"check length", "CREATE TABLE t (code varchar(10) UNIQUE NOT NULL CHECK (length(code) = 3))",
     three, four},
    {"check like", "CREATE TABLE t (email text UNIQUE CHECK (email LIKE '%@%'))",
     "(SELECT count(email) = 3 FROM t)",
     "(SELECT bool_or(email IS NULL) AND count(email) >= 3 FROM t)"},
    {"check dates",
     "CREATE TABLE t (start_at timestamptz NOT NULL, end_at timestamptz, CHECK (start_at < "
     "end_at))",
     "(SELECT count(end_at) = 3 FROM t)",
     "(SELECT bool_or(end_at IS NULL) AND max(end_at) > '9000-01-01' FROM t)"},
    {"check either", "CREATE TABLE t (a int, b text, CHECK ((a IS NULL) <> (b IS NULL)))", three,
     "(SELECT bool_or(a IS NULL) AND bool_or(b IS NULL) FROM t)"},
    {"check between",
     "CREATE TABLE t (amount int UNIQUE CHECK (amount BETWEEN 10 AND 20), d date CHECK (d > "
     "'2030-05-01'))",
     "(SELECT count(amount) = 3 AND count(d) = 3 FROM t)",
     "(SELECT bool_or(amount IS NULL) AND bool_or(d = '9999-12-31') FROM t)"},
    {"check negative",
     "CREATE TABLE t (a int NOT NULL CHECK (a < -5), b numeric(4,1) CHECK (b BETWEEN -1.5 AND 0))",
     "(SELECT count(b) = 3 FROM t)", four},
    {"check regex",
     "CREATE TABLE t (a text UNIQUE NOT NULL CHECK (a ~ '^[A-Z]{2}\\d{4}-(x|y)+$'), "
     "b text CHECK (b ~* '^[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}$'), "
     "c char(7) CHECK (c ~ '^#[0-9a-f]{6}$'), d text CHECK (d ~ '^é{2}[b-z]$'))",
     "(SELECT count(*) = 3 AND count(b) = 3 AND count(c) = 3 AND count(d) = 3 FROM t)",
     "(SELECT count(*) >= 4 AND bool_or(b IS NULL) FROM t)"},
    {"check of kinds",
     "CREATE TABLE t (kind text NOT NULL, x int, y int, CHECK ((kind = 'x' AND x IS NOT NULL AND y "
     "IS NULL) OR (kind = 'y' AND y IS NOT NULL AND x IS NULL)))",
     three, "(SELECT bool_or(x IS NULL) AND bool_or(y IS NULL) FROM t)"},
    {"check one of five",
     "CREATE TABLE t (a int, b int, c text, d date, e uuid, CHECK (num_nonnulls(a, b, c, d, e) = "
     "1))",
     three, "(SELECT bool_or(a IS NOT NULL) AND bool_or(b IS NULL) AND bool_or(a IS NULL) FROM t)"},
    {"check of many columns that have checks of their own",
     "CREATE TABLE t (a text CHECK (a ~ '^[A-Z]{2}\\d$'), b text CHECK (b LIKE 'b-%'), c int CHECK "
     "(c "
     "BETWEEN 50 AND 60), d text CHECK (length(d) = 5), e numeric CHECK (e < -9), f date CHECK (f "
     "> "
     "'2040-01-01'), g text NOT NULL CHECK (g IN ('x', 'y')), h int NOT NULL CHECK (h > 900), "
     "CHECK (num_nonnulls(a, b, c, d, e, f, g, h) IN (4, 8)))",
     three, "(SELECT count(*) >= 4 AND bool_or(a IS NULL) AND bool_or(f IS NULL) FROM t)"},
    {"check of very many columns",
     "CREATE TABLE t (c01 int, c02 int, c03 int, c04 int, c05 int, c06 int, c07 int, c08 int, c09 "
     "int, c10 int, c11 int, c12 int, c13 int, c14 int, c15 int, c16 int, c17 int, c18 int, c19 "
     "int, "
     "c20 int, c21 int, c22 int, c23 int, c24 int, CHECK (num_nonnulls(c01, c02, c03, c04, c05, "
     "c06, "
     "c07, c08, c09, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24) = "
     "1))",
     three, four},
    {"check json and array",
     "CREATE TABLE t (a jsonb NOT NULL CHECK (jsonb_typeof(a) = 'array'), b text[] NOT NULL CHECK "
     "(array_length(b, 1) = 4))",
     "(SELECT count(*) >= 1 FROM t)", "(SELECT count(*) >= 1 FROM t)"},
    {"check that fails for texts", "CREATE TABLE t (a text NOT NULL CHECK (a::int > 0))", three,
     "(SELECT count(*) >= 1 FROM t)"},
    {"checks of dates against now, ages, intervals",
     "CREATE TABLE t (a timestamptz NOT NULL CHECK (a > now()), b date NOT NULL CHECK (b < "
     "CURRENT_DATE - interval '18 years'), c date, d date, CHECK (d >= c + 30), e timestamp, f "
     "timestamp, CHECK (f - e >= '2 hours'::interval))",
     "(SELECT count(*) = 3 AND count(c) = 3 AND count(d) = 3 AND count(f) = 3 FROM t)",
     "(SELECT bool_or(c IS NULL) AND count(*) >= 4 FROM t)"},
    {"checks of bytes, keys of an object, elements, prefixes, letters",
     "CREATE TABLE t (a bytea UNIQUE NOT NULL CHECK (octet_length(a) = 32), b jsonb NOT NULL CHECK "
     "(jsonb_typeof(b -> 'name') = 'string' AND b ? 'kind'), c text[] NOT NULL CHECK (c <@ "
     "ARRAY['red', 'green'] AND cardinality(c) > 0), d text UNIQUE NOT NULL CHECK (starts_with(d, "
     "'https://')), e text NOT NULL CHECK (e !~ '[^a-z]'), f varchar(8) NOT NULL CHECK (f SIMILAR "
     "TO "
     "'(ab|cd)_'))",
     three, "(SELECT count(*) >= 3 FROM t)"},
    {"unique generated column, foreign key to a partitioned table",
     "CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p "
     "FOR "
     "VALUES FROM (10) TO (90); CREATE TABLE t (a text NOT NULL, b text GENERATED ALWAYS AS "
     "(lower(a)) STORED UNIQUE, p int NOT NULL REFERENCES p)",
     "(SELECT count(*) = 3 AND count(DISTINCT p) = 3 FROM t)", four},
    {"generated column",
     "CREATE TABLE t (net int NOT NULL, tax int NOT NULL, total int GENERATED ALWAYS AS (net + "
     "tax) "
     "STORED CHECK (total < 10))",
     "(SELECT count(*) = 3 AND max(total) < 10 FROM t)", "(SELECT count(*) >= 2 FROM t)"},
    {"identity and serial",
     "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b int GENERATED BY DEFAULT "
     "AS IDENTITY UNIQUE, c serial)",
     "(SELECT count(*) = 3 AND min(id) > 7000 FROM t)", "(SELECT count(*) >= 4 FROM t)"},
    {"unique of several columns",
     "CREATE TABLE t (a bool NOT NULL, b bool NOT NULL, c int, UNIQUE (a, b), UNIQUE (c))", three,
     "(SELECT count(*) = 4 FROM t)"},
    {"unique of a partial index and an expression",
     "CREATE TABLE t (a int NOT NULL, is_default bool NOT NULL, email text NOT NULL); "
     "CREATE UNIQUE INDEX ON t (a) WHERE is_default; CREATE UNIQUE INDEX ON t (lower(email))",
     three, four},
    {"unique nulls not distinct", "CREATE TABLE t (a int, b int, UNIQUE NULLS NOT DISTINCT (a))",
     three, "(SELECT count(*) - count(a) = 1 AND count(*) >= 4 FROM t)"},
    {"exclusion",
     "CREATE TABLE t (room int4range NOT NULL, during tstzrange NOT NULL, "
     "EXCLUDE USING gist (room WITH &&, during WITH &&))",
     three, "(SELECT count(*) >= 3 FROM t)"},
    {"deferrable unique",
     "CREATE TABLE t (a int NOT NULL, UNIQUE (a) DEFERRABLE INITIALLY DEFERRED)", three, four},
    {"foreign key",
     "CREATE TABLE p (id int PRIMARY KEY, name text); CREATE TABLE t (id int PRIMARY KEY, p_id int "
     "REFERENCES p)",
     "(SELECT count(DISTINCT p_id) = 3 FROM t)",
     "(SELECT bool_or(p_id IS NULL) AND count(p_id) > count(DISTINCT p_id) FROM t)"},
    {"foreign key with a type of its own and a check",
     "CREATE TABLE p (id bigint PRIMARY KEY); INSERT INTO p VALUES (1), (2), (300); "
     "CREATE TABLE t (p_id int NOT NULL REFERENCES p CHECK (p_id < 100))",
     "(SELECT count(DISTINCT p_id) = 2 FROM t)", "(SELECT count(DISTINCT p_id) >= 2 FROM t)"},
    {"chain of foreign keys, composite, that share a column",
     "CREATE TABLE tenant (id uuid PRIMARY KEY); "
     "CREATE TABLE person (tenant uuid REFERENCES tenant, id int, PRIMARY KEY (tenant, id)); "
     "CREATE TABLE project (tenant uuid REFERENCES tenant, id int, PRIMARY KEY (tenant, id)); "
     "CREATE TABLE t (tenant uuid NOT NULL, person int NOT NULL, project int, "
     "FOREIGN KEY (tenant, person) REFERENCES person, "
     "FOREIGN KEY (tenant, project) REFERENCES project)",
     "(SELECT count(*) = 3 AND count(project) = 3 FROM t)",
     "(SELECT bool_or(project IS NULL) AND count(*) >= 4 FROM t)"},
    {"foreign key match full",
     "CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE t (a int, b int, "
     "FOREIGN KEY (a, b) REFERENCES p MATCH FULL)",
     "(SELECT count(a) = 3 AND count(b) = 3 FROM t)",
     "(SELECT bool_or(a IS NULL AND b IS NULL) FROM t)"},
    {"join table",
     "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY); CREATE TABLE t "
     "(a_id int REFERENCES a, b_id int REFERENCES b, PRIMARY KEY (a_id, b_id))",
     three, four},
    {"one to one",
     "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY REFERENCES p, x "
     "text)",
     three, four},
    {"tree", "CREATE TABLE t (id int PRIMARY KEY, parent int REFERENCES t)",
     "(SELECT count(*) = 3 AND count(parent) = 2 AND bool_and(parent IS DISTINCT FROM id) FROM t)",
     "(SELECT count(*) >= 4 AND count(parent) >= 2 AND bool_and(parent IS DISTINCT FROM id) FROM "
     "t)"},
    {"tree with rows, whose key refers to another table, that must not refer to itself",
     "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY REFERENCES p, parent "
     "int REFERENCES t, CHECK (parent <> id)); INSERT INTO p VALUES (1); INSERT INTO t VALUES (1)",
     "(SELECT count(*) >= 3 AND count(parent) >= 2 AND bool_and(parent IS DISTINCT FROM id) FROM "
     "t)",
     four},
    {"tree whose key refers to another table",
     "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY REFERENCES p, parent "
     "int UNIQUE REFERENCES t)",
     three, four},
    {"composite self-reference",
     "CREATE TABLE t (a int, id int, parent int, PRIMARY KEY (a, id), FOREIGN KEY (a, parent) "
     "REFERENCES t)",
     three, "(SELECT count(*) >= 4 AND bool_or(parent IS NULL) FROM t)"},
    {"self-reference that is not null",
     "CREATE TABLE t (id int PRIMARY KEY, parent int NOT NULL REFERENCES t)", three, four},
    {"cycle that may be null",
     "CREATE TABLE t (id int PRIMARY KEY, head int); CREATE TABLE u (id int PRIMARY KEY, t_id int "
     "NOT NULL REFERENCES t); ALTER TABLE t ADD FOREIGN KEY (head) REFERENCES u",
     "(SELECT count(*) = 3 FROM t) AND (SELECT count(*) = 3 FROM u)",
     "(SELECT count(*) >= 4 FROM t) AND (SELECT count(*) >= 4 FROM u)"},
    {"cycle that is not null",
     "CREATE TABLE t (id int PRIMARY KEY, u_id int NOT NULL); CREATE TABLE u (id int PRIMARY KEY, "
     "t_id int NOT NULL REFERENCES t); ALTER TABLE t ADD FOREIGN KEY (u_id) REFERENCES u",
     "(SELECT count(*) = 3 FROM t) AND (SELECT count(*) = 3 FROM u)",
     "(SELECT count(*) >= 4 FROM t) AND (SELECT count(*) >= 4 FROM u)"},
    {"cycle that is deferred",
     "CREATE TABLE t (id int PRIMARY KEY, u_id int NOT NULL); CREATE TABLE u (id int PRIMARY KEY, "
     "t_id int NOT NULL REFERENCES t); ALTER TABLE t ADD FOREIGN KEY (u_id) REFERENCES u "
     "DEFERRABLE "
     "INITIALLY DEFERRED",
     three, four},
    {"partitions by range and list",
     "CREATE TABLE t (at date NOT NULL, kind text, n int) PARTITION BY RANGE (at); "
     "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM ('2031-01-01') TO ('2031-02-01'); "
     "CREATE TABLE t2 PARTITION OF t FOR VALUES FROM ('2031-02-01') TO ('2031-03-01') PARTITION BY "
     "LIST (kind); CREATE TABLE t2a PARTITION OF t2 FOR VALUES IN ('a', 'b')",
     "(SELECT count(*) = 3 FROM t)", "(SELECT count(*) >= 4 FROM t)"},
    {"partitions by hash",
     "CREATE TABLE t (id int PRIMARY KEY, x text) PARTITION BY HASH (id); "
     "CREATE TABLE t0 PARTITION OF t FOR VALUES WITH (MODULUS 3, REMAINDER 0); "
     "CREATE TABLE t1 PARTITION OF t FOR VALUES WITH (MODULUS 3, REMAINDER 1)",
     three, "(SELECT count(*) >= 3 FROM t)"},
    {"a partition, and a default one",
     "CREATE TABLE parent (kind text, n int) PARTITION BY LIST (kind); "
     "CREATE TABLE t PARTITION OF parent FOR VALUES IN ('red'); "
     "CREATE TABLE other PARTITION OF parent DEFAULT",
     "(SELECT count(*) = 3 AND min(kind) = 'red' FROM t)", four},
    {"inheritance",
     "CREATE TABLE base (id int PRIMARY KEY, a int CHECK (a > 100)); CREATE TABLE t (b int) "
     "INHERITS "
     "(base)",
     "(SELECT count(*) = 3 AND min(a) > 100 FROM t)", four},
    {"row security", "CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY", three,
     four},
    {"trigger that changes and one that refuses some",
     "CREATE TABLE t (a int, b text); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ "
     "BEGIN IF NEW.a IS NULL THEN RAISE 'no a'; END IF; NEW.b := 'set'; RETURN NEW; END $$; "
     "CREATE TRIGGER f BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
     "(SELECT count(*) = 3 AND min(b) = 'set' FROM t)",
     "(SELECT count(*) >= 4 AND count(a) = count(*) FROM t)"},
    {"names that need quotes",
     "CREATE TYPE \"My Mood\" AS ENUM ('a', 'b'); CREATE TABLE \"select\" (\"a\"\"b\" int PRIMARY "
     "KEY); "
     "CREATE TABLE t (\"Select\" \"My Mood\", \"value\" int CHECK (value > 3), \"x y\" int "
     "REFERENCES "
     "\"select\", CHECK (\"Select\" <> 'a' OR \"x y\" IS NOT NULL))",
     three, four},
    {"a type without values that may be null, or has a default",
     "CREATE TABLE t (a pg_catalog.pg_ndistinct, b regclass DEFAULT 'pg_class', c int)", three,
     four},
    {"no columns", "CREATE TABLE t ()", "(SELECT count(*) = 1 FROM t)",
     "(SELECT count(*) = 1 FROM t)"},
    {"rows that are there",
     "CREATE TABLE t (id int PRIMARY KEY, name text NOT NULL UNIQUE); INSERT INTO t VALUES (1, "
     "'one'), (7001, '7001')",
     "(SELECT count(*) = 4 FROM t)", "(SELECT count(*) >= 5 FROM t)"},
};

struct Obstacle {
  const char* name;
  const char* schema;
  const char* why;  // the beginning of it
};

const std::vector<Obstacle> obstacles = {
    {"trigger",
     "CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
     "RAISE "
     "'nobody writes here'; END $$; CREATE TRIGGER f BEFORE INSERT ON t FOR EACH ROW EXECUTE "
     "FUNCTION f()",
     "PostgreSQL refuses the rows: nobody writes here"},
    {"trigger that keeps rows away",
     "CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
     "RETURN "
     "NULL; END $$; CREATE TRIGGER f BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
     "PostgreSQL takes the rows, but a trigger or a rule keeps them away"},
    {"check", "CREATE TABLE t (a int NOT NULL, CONSTRAINT odd CHECK (a * 2 = 123456))",
     "no values were found for the check odd, ((a * 2) = 123456)"},
    {"type", "CREATE TABLE t (a pg_catalog.pg_ndistinct NOT NULL)",
     "no value is known for the column a of the type pg_ndistinct"},
    {"parent",
     "CREATE TABLE p (id int PRIMARY KEY, CHECK (id * 2 = 123456)); CREATE TABLE t (p int NOT NULL "
     "REFERENCES p)",
     "the column p must refer to a row of public.p, which has none"},
    {"no partition", "CREATE TABLE t (a int) PARTITION BY LIST (a)",
     "PostgreSQL refuses the rows: no partition of relation \"t\" found for row"},
    {"forced row security",
     "CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW "
     "LEVEL "
     "SECURITY",
     "PostgreSQL refuses the rows: new row violates row-level security policy for table \"t\""},
    {"deferred trigger",
     "CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
     "RAISE "
     "'too few lines'; END $$; CREATE CONSTRAINT TRIGGER f AFTER INSERT ON t DEFERRABLE INITIALLY "
     "DEFERRED FOR EACH ROW EXECUTE FUNCTION f()",
     "PostgreSQL refuses the rows: too few lines"},
};

void run(Connection& connection, const std::string& sql) {
  if (const auto failure = connection.execute(sql)) FAIL(sql, ": ", failure->text());
}

std::string only(Connection& connection, const std::string& sql) {
  return connection.query(sql).at(0).at(0);
}

std::string obstacles_of(const SeedResult& result) {
  std::string text;
  for (const SeededTable& table : result.tables) {
    if (!table.obstacle.empty()) text += table.name + ": " + table.obstacle + "\n";
  }
  return text;
}

// All rows of the tables, one text.
std::string dump(Connection& connection, const SeedResult& result) {
  std::string text;
  for (const SeededTable& table : result.tables) {
    for (const auto& row : connection.query("SELECT x::text FROM " + table.name + " AS x")) {
      text += table.name + row.at(0) + "\n";
    }
  }
  return text;
}

void check_case(Connection& connection, const Case& one, RowVariety variety) {
  CAPTURE(std::string(one.name));
  CAPTURE(std::string(variety == RowVariety::plain ? "plain" : "hostile"));
  const std::string truth = variety == RowVariety::plain ? one.plain : one.hostile;
  run(connection, std::string("BEGIN; ") + one.schema);
  run(connection, "SAVEPOINT again; SET LOCAL search_path = pg_catalog");
  const SeedResult result = seed_rows(connection, {"public.t"}, variety);
  CHECK(obstacles_of(result) == "");
  const std::string rows = dump(connection, result);
  run(connection, "SET LOCAL search_path = public");
  CAPTURE(rows);
  CHECK(only(connection, "SELECT " + truth) == "t");
  run(connection, "ROLLBACK TO again; SET LOCAL search_path = public, pg_temp");
  CHECK(dump(connection, seed_rows(connection, {"t"}, variety)) == rows);
  run(connection, "ALTER TABLE t REPLICA IDENTITY FULL");  // no trigger event is pending
  run(connection, "ROLLBACK");
}

}  // namespace

TEST_CASE("tables of all shapes get rows of both varieties") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  for (const Case& one : cases) {
    check_case(connection, one, RowVariety::plain);
    check_case(connection, one, RowVariety::hostile);
  }
}

TEST_CASE("a table that cannot be seeded stays as it was, and says why") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  for (const Obstacle& one : obstacles) {
    CAPTURE(std::string(one.name));
    run(connection, std::string("BEGIN; ") + one.schema);
    const SeedResult result = seed_rows(connection, {"t"}, RowVariety::hostile);
    REQUIRE(!result.tables.empty());
    const SeededTable& table = result.tables.back();
    CHECK(table.name == "public.t");
    CHECK(table.is_wanted);
    CHECK(table.rows == 0);
    CHECK(table.obstacle.substr(0, std::string(one.why).size()) == one.why);
    CHECK(only(connection, "SELECT 1") == "1");
    run(connection, "ROLLBACK");
  }
}

TEST_CASE("seeding leaves constraints deferred or immediate as they were made") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  run(connection,
      "BEGIN; CREATE TABLE p (id int PRIMARY KEY); "
      "CREATE TABLE t (a int REFERENCES p DEFERRABLE INITIALLY DEFERRED); "
      "CREATE TABLE u (a int REFERENCES p DEFERRABLE)");
  seed_rows(connection, {"t", "u"}, RowVariety::plain);
  CHECK(!connection.execute("SAVEPOINT s; INSERT INTO t VALUES (99); ROLLBACK TO s"));
  const auto failure = connection.execute("INSERT INTO u VALUES (99)");
  REQUIRE(failure);
  CHECK(failure->sqlstate == "23503");
  run(connection, "ROLLBACK");
}

TEST_CASE("a column that is going to be converted has the texts that it is said to have") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  run(connection,
      "CREATE TABLE t (a varchar(5), b text, c int); CREATE TYPE mood AS ENUM ('sad', 'ok')");
  const std::vector<ColumnHint> hints = {{"public.t", "a", {"sad", "ok", "too long"}},
                                         {"public.t", "c", {"sad"}},
                                         {"public.none", "a", {"x"}}};
  for (const RowVariety variety : {RowVariety::plain, RowVariety::hostile}) {
    run(connection, "BEGIN");
    const SeedResult result = seed_rows(connection, {"t"}, variety, hints);
    CHECK(obstacles_of(result) == "");
    CHECK(only(connection, "SELECT count(*) >= 3 AND count(DISTINCT a) = 2 FROM t") == "t");
    const bool is_hostile = variety == RowVariety::hostile;
    CHECK(only(connection, "SELECT bool_or(a IS NULL) FROM t") == (is_hostile ? "t" : "f"));
    run(connection, "ALTER TABLE t ALTER a TYPE mood USING a::mood; ROLLBACK");
  }
}

TEST_CASE("tables of another role are left alone") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection admin(cluster.admin_address());
  run(admin,
      "CREATE TABLE p (id int PRIMARY KEY); GRANT REFERENCES ON p TO postgres; CREATE SCHEMA "
      "closed; "
      "CREATE TABLE closed.q (id int PRIMARY KEY)");
  Connection connection(cluster.migration_address());
  run(connection,
      "BEGIN; CREATE TABLE t (a int REFERENCES p); CREATE TABLE u (a int NOT NULL REFERENCES p)");
  const std::string oid = only(connection, "SELECT oid FROM pg_class WHERE relname = 'q'");
  CHECK(obstacles_of(seed_rows(connection, {oid, "t", "u"}, RowVariety::plain)) ==
        "closed.q: the role of the migrations may not insert into it\n"
        "public.p: the role of the migrations may not insert into it\n"
        "public.u: the column a must refer to a row of public.p, which has none\n");
  CHECK(only(connection, "SELECT count(*) FROM t") == "3");
  run(connection, "ROLLBACK");
}

TEST_CASE("seeded rows are read as they are, and compared") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  run(connection, std::string("BEGIN; ") + cases.front().schema);
  seed_rows(connection, {"t"}, RowVariety::hostile);
  const RowImage before = read_rows(connection, {"t"}, Within::transaction);
  run(connection,
      "ALTER TABLE t RENAME TO s; ALTER TABLE s ALTER b TYPE bigint, ALTER ap TYPE varchar(400)");
  const RowImage upgraded = read_rows(connection, before, Within::transaction);
  run(connection,
      "ALTER TABLE s RENAME TO t; ALTER TABLE t ALTER b TYPE int, ALTER ap TYPE text USING "
      "NULLIF(ap, '')");
  const RowImage downgraded = read_rows(connection, before, Within::transaction);
  CHECK(before.tables.at(0).rows.size() >= 5);
  CHECK(compare_rows(before, before, before) == RowChanges());
  const RowChanges changes = compare_rows(before, upgraded, downgraded);
  CHECK(changes.by_upgrade.empty());
  REQUIRE(changes.lost.size() == 1);
  CHECK(changes.lost[0].starts_with("public.t.ap of "));
  CHECK(changes.lost[0].ends_with(": was '', is NULL"));
  CHECK(changes.left_behind.empty());
  run(connection, "ROLLBACK");
}

TEST_CASE("what is no table is passed over, and oids are names") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  run(connection,
      "BEGIN; CREATE TABLE t (a int); CREATE VIEW v AS TABLE t; CREATE SEQUENCE s; "
      "CREATE TABLE alembic_version (version_num varchar(32))");
  CHECK(seed_rows(connection, {}, RowVariety::plain).tables.empty());
  CHECK(seed_rows(connection, {"v", "s", "none", "alembic_version", "pg_class", "no.where"},
                  RowVariety::plain)
            .tables.empty());
  const std::string oid = only(connection, "SELECT 't'::regclass::oid");
  const SeedResult result = seed_rows(connection, {oid, "t"}, RowVariety::plain);
  REQUIRE(result.tables.size() == 1);
  CHECK(result.tables[0].oid == oid);
  CHECK(result.tables[0].rows == 3);
  run(connection, "ROLLBACK");
}

TEST_CASE("only the tables that a revision concerns cost time") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  std::string schema = "BEGIN;";
  std::vector<std::string> names;
  for (int i = 0; i < 100; ++i) {
    const std::string number = std::to_string(i);
    names.push_back("t" + number);
    schema +=
        "CREATE TABLE t" + number +
        " (id serial PRIMARY KEY, name varchar(50) NOT NULL UNIQUE, status text CHECK (status "
        "IN ('a', 'b')), created timestamptz DEFAULT now(), data jsonb, low int, high int, "
        "CHECK (low < high)";
    if (i > 0) schema += ", parent int REFERENCES t" + std::to_string((i - 1) / 2);
    schema += ");";
  }
  run(connection, schema);
  const auto measure = [&](const std::vector<std::string>& tables) {
    const auto begin = std::chrono::steady_clock::now();
    const SeedResult result = seed_rows(connection, tables, RowVariety::hostile);
    const auto taken = std::chrono::steady_clock::now() - begin;
    CHECK(obstacles_of(result) == "");
    return std::chrono::duration_cast<std::chrono::microseconds>(taken).count();
  };
  run(connection, "SAVEPOINT s");
  const auto few = measure({"t99"});
  run(connection, "ROLLBACK TO s");
  const auto all = measure(names);
  CAPTURE(few);
  CAPTURE(all);
  CHECK(few * 2 < all);
  run(connection, "ROLLBACK");
}
