#include "sql/rewrite.h"

#include <doctest/doctest.h>
#include <pg_query.h>

#include "core/text.h"
#include "sql/parse.h"
#include "unit/sql/dump.h"

using namespace migcheck;
using namespace migcheck::sql;

namespace {

// Puts everything into the schema "app", renames users to people, and the column a to b.
NameMap moved() {
  const auto move = [](const Name& name) {
    if (!name.schema.empty()) return name;
    return Name{"app", name.name == "users" ? "people" : name.name};
  };
  NameMap map;
  map.relation = map.type = map.function = map.collation = move;
  map.column = [](const std::string& column) { return column == "a" ? "b" : column; };
  map.own_table = "users";
  return map;
}

struct Row {
  std::string text;
  std::string rewritten;
};

std::string joined(const std::vector<Name>& names) {
  std::vector<std::string> texts;
  for (const Name& name : names) texts.push_back(to_string(name));
  return join(texts, ",");
}

std::string fingerprint(const std::string& sql) {
  const PgQueryFingerprintResult result = pg_query_fingerprint(sql.c_str());
  const std::string text = result.error != nullptr ? result.error->message : result.fingerprint_str;
  pg_query_free_fingerprint_result(result);
  return text;
}

}  // namespace

TEST_CASE("names of an expression") {
  for (const Row& row : std::vector<Row>{
           {"a > 0 AND users.a < lower(c)", "b > 0 AND people.b < app.lower(c)"},
           {"nextval('users'::regclass)", "app.nextval('app.people'::app.regclass)"},
           {"pg_catalog.nextval('s.q')", "pg_catalog.nextval('s.q')"},
           {"nextval('\"Odd q\"')", "app.nextval('app.\"Odd q\"')"},
           {"currval('Q')", "app.currval('app.q')"},
           {"'users'::text", "'users'::app.text"},
           {"'users'::pg_catalog.regclass", "'app.people'::pg_catalog.regclass"},
           {"'17'::pg_catalog.regclass", "'17'::pg_catalog.regclass"},
           {"x::int", "x::int"},
           {"x::kind[]", "x::app.kind[]"},
           {"a COLLATE de", "b COLLATE app.de"},
           {"EXISTS (SELECT 1 FROM users WHERE users.a = t.a AND a = 2)",
            "EXISTS (SELECT 1 FROM app.people WHERE people.a = t.a AND a = 2)"},
           {"a = (SELECT max(users.a) FROM posts)",
            "b = (SELECT app.max(people.b) FROM app.posts)"},
           {"a = (SELECT users.a FROM posts users)", "b = (SELECT users.a FROM app.posts users)"},
           {"not sql at all here", "not sql at all here"},
           {"1 FROM t", "1 FROM t"},
       }) {
    CAPTURE(row.text);
    CHECK(rewritten(row.text, Form::expression, moved()) == row.rewritten);
  }
}

TEST_CASE("names of a statement") {
  for (
      const Row& row : std::vector<Row>{
          {"SELECT users.id, u.x, public.t.y FROM users JOIN public.t USING (id), posts u",
           "SELECT people.id, u.x, public.t.y FROM app.people JOIN public.t USING (id), app.posts "
           "u"},
          {"WITH users AS (SELECT 1 FROM users) SELECT users.id FROM users",
           "WITH users AS (SELECT 1 FROM app.people) SELECT users.id FROM users"},
          {"WITH RECURSIVE q AS (SELECT 1 UNION SELECT 2 FROM q) SELECT * FROM q",
           "WITH RECURSIVE q AS (SELECT 1 UNION SELECT 2 FROM q) SELECT * FROM q"},
          {"WITH q AS (SELECT 1 FROM p), p AS (SELECT 1 FROM q) SELECT 1 FROM p, q",
           "WITH q AS (SELECT 1 FROM app.p), p AS (SELECT 1 FROM q) SELECT 1 FROM p, q"},
          {"SELECT (WITH q AS (SELECT 1) SELECT 1 FROM q) FROM q",
           "SELECT (WITH q AS (SELECT 1) SELECT 1 FROM q) FROM app.q"},
          {"SELECT 1 FROM users FOR UPDATE OF users",
           "SELECT 1 FROM app.people FOR UPDATE OF people"},
          {"WITH q AS (SELECT 1) INSERT INTO q SELECT * FROM q",
           "WITH q AS (SELECT 1) INSERT INTO app.q SELECT * FROM q"},
          {"UPDATE users SET a = 1 WHERE users.id = 2",
           "UPDATE app.people SET a = 1 WHERE people.id = 2"},
          {"DELETE FROM users u USING posts WHERE u.id = posts.id",
           "DELETE FROM app.people u USING app.posts WHERE u.id = posts.id"},
          {"CREATE TRIGGER g BEFORE UPDATE OF a, c ON users FOR EACH ROW WHEN (old.a <> new.a) "
           "EXECUTE FUNCTION f()",
           "CREATE TRIGGER g BEFORE UPDATE OF b, c ON app.people FOR EACH ROW WHEN (old.b <> "
           "new.b) EXECUTE FUNCTION app.f()"},
          {"CREATE POLICY p ON users TO public USING (a = users.a)",
           "CREATE POLICY p ON app.people TO public USING (b = people.b)"},
          {"CREATE RULE r AS ON UPDATE TO users DO INSTEAD UPDATE t SET a = new.a WHERE id = "
           "old.id",
           "CREATE RULE r AS ON UPDATE TO app.people DO INSTEAD UPDATE app.t SET a = new.b WHERE "
           "id = old.id"},
          {"CREATE INDEX i ON users USING btree (a, lower(a) COLLATE c) INCLUDE (a) WHERE a > 0",
           "CREATE INDEX i ON app.people USING btree (b, app.lower(b) COLLATE app.c) INCLUDE (b) "
           "WHERE b > 0"},
          {"CREATE STATISTICS x ON a, c FROM users", "CREATE STATISTICS x ON b, c FROM app.people"},
          {"CREATE FUNCTION f(x users, y users.a%type) RETURNS SETOF kind LANGUAGE sql AS $$select "
           "1 from users$$",
           "CREATE FUNCTION app.f(x app.people, y app.people.a%type) RETURNS SETOF app.kind "
           "LANGUAGE sql AS $$select 1 from users$$"},
          {"CREATE FUNCTION f() RETURNS int RETURN (SELECT count(*) FROM users)",
           "CREATE FUNCTION app.f() RETURNS int RETURN (SELECT app.count(*) FROM app.people)"},
          {"CREATE AGGREGATE g (int) (sfunc = f, stype = kind)",
           "CREATE AGGREGATE app.g (int) (sfunc = app.f, stype = app.kind)"},
          {"CREATE CAST (int AS kind) WITH FUNCTION f(int)",
           "CREATE CAST (int AS app.kind) WITH FUNCTION app.f(int)"},
          {"CREATE TYPE r AS RANGE (subtype = kind, subtype_diff = f)",
           "CREATE TYPE app.r AS RANGE (subtype = app.kind, subtype_diff = app.f)"},
          {"DROP TABLE users, s.t", "DROP TABLE app.people, s.t"},
          {"no statement", "no statement"},
      }) {
    CAPTURE(row.text);
    CHECK(rewritten(row.text, Form::statement, moved()) == row.rewritten);
  }
}

TEST_CASE("the deparser keeps the meaning of every kind of statement") {
  for (
      const std::string text : {
          R"sql(SELECT 1, 'a', E'x\\y', 1.5, true, NULL, -3, B'101')sql",
          R"sql(SELECT DISTINCT ON (a) a, b AS c, t.* FROM s.t AS t (x, y) WHERE a > 1 AND (b < 2 OR NOT c) GROUP BY a, b HAVING count(*) > 1 ORDER BY a DESC NULLS LAST LIMIT 5 OFFSET 2)sql",
          R"sql(SELECT * FROM a LEFT JOIN b USING (id) CROSS JOIN c NATURAL JOIN d FULL JOIN e ON a.x = e.x)sql",
          R"sql(SELECT * FROM a, LATERAL (SELECT * FROM b WHERE b.x = a.x) AS l, generate_series(1, 3) WITH ORDINALITY AS g (n, o))sql",
          R"sql(SELECT a FROM t UNION ALL SELECT b FROM u EXCEPT SELECT c FROM v ORDER BY 1)sql",
          R"sql((SELECT 1 UNION SELECT 2) INTERSECT SELECT 3)sql",
          R"sql(VALUES (1, 'a'), (2, DEFAULT))sql",
          R"sql(TABLE s.t)sql",
          R"sql(WITH RECURSIVE q (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM q), m AS MATERIALIZED (SELECT 2) SELECT * FROM q, m)sql",
          R"sql(SELECT CASE WHEN a THEN 1 ELSE 2 END, CASE a WHEN 1 THEN 2 END, coalesce(a, 1), nullif(a, 2), greatest(1, 2), least(a, b))sql",
          R"sql(SELECT sum(a) FILTER (WHERE b), rank() OVER (PARTITION BY a ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), string_agg(a, ',' ORDER BY b), percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FROM t WINDOW w AS (ORDER BY a))sql",
          R"sql(SELECT a IS NULL, a IS NOT NULL, a IS TRUE, a IS DISTINCT FROM b, a BETWEEN 1 AND 2, a NOT BETWEEN 1 AND 2, a IN (1, 2), a NOT IN (SELECT 1), a LIKE 'x%', a ILIKE 'y', a SIMILAR TO 'z', a = ANY (ARRAY[1, 2]), a <> ALL (b))sql",
          R"sql(SELECT a::int, CAST(a AS numeric(10, 2)), a::varchar(20)[], '1 day'::interval, interval '1' day, timestamp with time zone '2020-01-01', a::double precision, a::bit(3), a::"char", a::char, a::s."T")sql",
          R"sql(SELECT a.b, (a).b, (a).b[1], a[1:2], a[1][2], ARRAY[[1, 2], [3, 4]], ROW(1, 2), (1, 2) = (3, 4), a -> 'b' ->> 'c', a #> '{b}', a @> b, - a, @ a, a || b, a OPERATOR(pg_catalog.+) b)sql",
          R"sql(SELECT substring(a FROM 1 FOR 2), position('a' IN b), trim(BOTH 'x' FROM a), extract(year FROM a), overlay(a PLACING b FROM 1), a AT TIME ZONE 'utc', (a || b) COLLATE "C", current_date, localtime, session_user, f(a => 1, VARIADIC b))sql",
          R"sql(SELECT EXISTS (SELECT 1), ARRAY(SELECT 1), (SELECT 2), GROUPING(a) FROM t GROUP BY ROLLUP (a), CUBE (b), GROUPING SETS ((a), ()))sql",
          R"sql(SELECT * FROM t TABLESAMPLE bernoulli (10) FOR UPDATE SKIP LOCKED)sql",
          R"sql(SELECT xmlelement(NAME a, b), json_object('a': 1), json_array(1, 2))sql",
          R"sql(INSERT INTO t (a, b) VALUES (1, DEFAULT) ON CONFLICT (a) WHERE b DO UPDATE SET b = excluded.b WHERE t.a > 1 RETURNING *)sql",
          R"sql(INSERT INTO t DEFAULT VALUES)sql",
          R"sql(UPDATE ONLY t AS x SET (b, c) = (SELECT 1, 2), d[1] = 3 FROM u WHERE x.a = u.a RETURNING x.a)sql",
          R"sql(DELETE FROM t USING u WHERE t.a = u.a RETURNING 1)sql",
          R"sql(MERGE INTO t USING u ON t.a = u.a WHEN MATCHED AND u.b THEN UPDATE SET a = 1 WHEN NOT MATCHED THEN INSERT (a) VALUES (1))sql",
          R"sql(CREATE TABLE t (a serial PRIMARY KEY, b varchar(20) NOT NULL DEFAULT 'x', c int REFERENCES s.u (id) ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED, d int GENERATED ALWAYS AS (a + 1) STORED, e int GENERATED BY DEFAULT AS IDENTITY (START 5), f text COLLATE "C", CONSTRAINT k CHECK (a > 0) NO INHERIT, UNIQUE (a, b), EXCLUDE USING gist (a WITH =) WHERE (a > 1), LIKE u INCLUDING ALL))sql",
          R"sql(CREATE UNLOGGED TABLE IF NOT EXISTS t (a int) INHERITS (u) WITH (fillfactor=70) TABLESPACE s)sql",
          R"sql(CREATE TABLE p (a int) PARTITION BY RANGE (a, lower(b)))sql",
          R"sql(CREATE TABLE c PARTITION OF p FOR VALUES FROM (1, MINVALUE) TO (2, MAXVALUE))sql",
          R"sql(CREATE TABLE c PARTITION OF p FOR VALUES IN ('a', NULL))sql",
          R"sql(CREATE TABLE c PARTITION OF p FOR VALUES WITH (MODULUS 4, REMAINDER 1))sql",
          R"sql(CREATE TEMPORARY TABLE t ON COMMIT DROP AS SELECT 1 AS a WITH NO DATA)sql",
          R"sql(CREATE FOREIGN TABLE f (a int OPTIONS (x 'y')) SERVER s OPTIONS (z 'w'))sql",
          R"sql(CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t USING gin (a gin_trgm_ops, lower(b) DESC NULLS LAST) INCLUDE (c) WITH (fastupdate=off) WHERE d IS NULL)sql",
          R"sql(CREATE VIEW v (a, b) WITH (security_barrier=true) AS SELECT 1, 2 WITH CASCADED CHECK OPTION)sql",
          R"sql(CREATE MATERIALIZED VIEW m AS SELECT 1 WITH NO DATA)sql",
          R"sql(CREATE FUNCTION f(a int, OUT b text, INOUT c int = 3, VARIADIC d int[] = '{}') RETURNS SETOF record LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER COST 5 ROWS 10 PARALLEL SAFE SET search_path TO a, b AS $x$begin return; end$x$)sql",
          R"sql(CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; -- $$ ''x'' end')sql",
          R"sql(CREATE FUNCTION f() RETURNS TABLE (a int, b text) LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (1); SELECT 1, 'a'; END)sql",
          R"sql(CREATE PROCEDURE p(INOUT a int) LANGUAGE sql AS $$select 1$$)sql",
          R"sql(CREATE CONSTRAINT TRIGGER g AFTER INSERT OR DELETE ON t FROM u DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION f('a', 1))sql",
          R"sql(CREATE TRIGGER g AFTER UPDATE ON t REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION f())sql",
          R"sql(CREATE TRIGGER g INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f())sql",
          R"sql(CREATE POLICY p ON t AS RESTRICTIVE FOR UPDATE TO public, joe USING (a > 1) WITH CHECK (b = CURRENT_USER))sql",
          R"sql(CREATE RULE r AS ON INSERT TO t WHERE new.a > 1 DO INSTEAD (UPDATE u SET a = new.a; NOTIFY x))sql",
          R"sql(CREATE STATISTICS s.x (ndistinct, mcv) ON a, (b + 1) FROM t)sql",
          R"sql(CREATE AGGREGATE g(int) (sfunc = f, stype = int, initcond = '0'))sql",
          R"sql(CREATE OPERATOR === (leftarg = int, rightarg = int, function = f, commutator = ===))sql",
          R"sql(CREATE CAST (int AS text) WITH INOUT AS IMPLICIT)sql",
          R"sql(CREATE COLLATION c (provider = icu, locale = 'de', deterministic = false))sql",
          R"sql(CREATE TYPE e AS ENUM ('a', 'it''s'))sql",
          R"sql(CREATE TYPE k AS (a int, b text COLLATE "C"))sql",
          R"sql(CREATE TYPE r AS RANGE (subtype = int, subtype_diff = f))sql",
          R"sql(CREATE DOMAIN d AS text COLLATE "C" DEFAULT 'x' CONSTRAINT k CHECK (value <> '') NOT NULL)sql",
          R"sql(CREATE SEQUENCE q AS smallint INCREMENT BY -1 MINVALUE -5 NO MAXVALUE START -1 CACHE 2 CYCLE OWNED BY t.a)sql",
          R"sql(CREATE PUBLICATION p FOR TABLE t (a), s.u WHERE (a > 1) WITH (publish = 'insert'))sql",
          R"sql(CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION f())sql",
          R"sql(CREATE SERVER s TYPE 't' VERSION '1' FOREIGN DATA WRAPPER w OPTIONS (host 'h'))sql",
          R"sql(CREATE TEXT SEARCH CONFIGURATION c (COPY = pg_catalog.english))sql",
          R"sql(CREATE OPERATOR CLASS o DEFAULT FOR TYPE int USING btree AS OPERATOR 1 <, FUNCTION 1 f(int, int))sql",
          R"sql(ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, DROP COLUMN b CASCADE, ALTER c TYPE bigint USING c::bigint, ALTER d SET DEFAULT 5, ALTER e DROP NOT NULL, ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES u NOT VALID, VALIDATE CONSTRAINT l)sql",
          R"sql(ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1))sql",
          R"sql(COMMENT ON COLUMN t.a IS 'it''s')sql",
          R"sql(GRANT SELECT (a), INSERT ON TABLE t TO joe WITH GRANT OPTION)sql",
          R"sql(ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO joe)sql",
          R"sql(DROP FUNCTION IF EXISTS f(int, text) CASCADE)sql",
          R"sql(COPY t (a) FROM STDIN WITH (FORMAT csv))sql",
          R"sql(LOCK TABLE t IN SHARE MODE NOWAIT)sql",
          R"sql(REFRESH MATERIALIZED VIEW CONCURRENTLY m)sql",
          R"sql(DO $$begin null; end$$)sql",
          R"sql(SET LOCAL lock_timeout TO '2s')sql",
          R"sql(EXPLAIN (ANALYZE) SELECT 1)sql",
      }) {
    CAPTURE(text);
    REQUIRE_FALSE(parse(text).at(0).error);
    const std::string again = rewritten(text, Form::statement, {});
    CHECK(fingerprint(again) == fingerprint(text));
    // The fingerprint leaves out constants.
    CHECK(dump(parse(again).at(0).operation) == dump(parse(text).at(0).operation));
    CHECK(rewritten(again, Form::statement, {}) == again);
  }
}

TEST_CASE("what the deparser writes wrongly is left alone") {
  for (const std::string text : {
           "SELECT 1 FROM users FOR UPDATE OF users NOWAIT",
           "UPDATE users SET a = 1, (b, c) = (SELECT 1, 2)",
           "INSERT INTO users VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 1, (b, c) = (SELECT 1, "
           "2)",
       }) {
    CHECK(rewritten(text, Form::statement, moved()) == text);
  }
}

TEST_CASE("a schema that goes away is not written") {
  NameMap map;
  map.relation = [](const Name& name) { return Name{{}, name.name}; };
  CHECK(rewritten("SELECT s.t.a FROM s.t", Form::statement, map) == "SELECT t.a FROM t");
  CHECK(rewritten("nextval('s.q')", Form::expression, map) == "nextval('q')");
}

TEST_CASE("mentioned names") {
  const MentionedNames names = names_in(
      "WITH q AS (SELECT a FROM t) SELECT f(q.b), nextval('s.n'), x::k FROM q, s.u, t WHERE t.a = "
      "1",
      Form::statement);
  CHECK(joined(names.relations) == "t,s.n,s.u");
  CHECK(joined(names.types) == "k");
  CHECK(joined(names.functions) == "f,nextval");
  CHECK(join(names.columns, ",") == "a,b,x");
  CHECK(names_in("no sql", Form::statement).relations.empty());
  CHECK(names_in("a + t.b", Form::expression).columns == std::vector<std::string>{"a", "b"});
}

TEST_CASE("simple expressions are written as the deparser writes them") {
  for (const std::string expression : {"size > 0",
                                       "size>=-1",
                                       "a = b",
                                       "a <> 'x'",
                                       "a != E'x\\'y'",
                                       "1.5 < a",
                                       "a = true",
                                       "a = NULL",
                                       "deleted_at IS NULL",
                                       "deleted_at IS NOT NULL",
                                       "(a IS NULL)",
                                       "t.a = 1",
                                       "\"A\" = 1",
                                       "\"user\" IS NULL",
                                       "a ~ 'x'",
                                       "a IS NULL = true",
                                       "(a > 0) = b",
                                       "- a > 0",
                                       "a = -1",
                                       "NULL IS NULL",
                                       "a = $1",
                                       "(a, b) IS NULL",
                                       "a <= 'it''s'",
                                       "a = B'1'"}) {
    CAPTURE(expression);
    CHECK("SELECT " + rewritten(expression, Form::expression, {}) ==
          rewritten("SELECT " + expression, Form::statement, {}));
  }
}
