#include "unit/sql/parse_rows.h"

using namespace migcheck;
using namespace migcheck::sql;

TEST_CASE("indexes, drops and other objects") {
  check({
      {"create unique index concurrently if not exists i on only s.t using gin (a text_pattern_ops "
       "desc, lower(b)) include (c) where d is null",
       "create index i on s.t gin(a text_pattern_ops desc reordered,lower(b)) include c where d IS "
       "NULL only unique concurrently if not exists"},
      {"create index on t (a)", "create index  on t btree(a)"},
      {"drop index concurrently if exists s.i", "drop index s.i concurrently if exists"},
      {"drop table a, s.b cascade", "drop table a,s.b cascade"},
      {"drop trigger g on s.t", "drop trigger s.t:g"},
      {"drop policy g on t", "drop policy t:g"},
      {"drop type e", "drop type e"},
      {"drop schema s cascade", "drop schema s cascade"},
      {"drop function f(int)", "drop function f(integer)"},
      {"drop materialized view m", "drop materialized view m"},
      {"create type e as enum ('a', 'b')", "create type e enum a,b"},
      {"create type c as (x int)", "create type c composite x integer"},
      {"alter type e add value if not exists 'c'", "alter enum e add c if not exists"},
      {"alter type e rename value 'a' to 'z'", "alter enum e rename a to z"},
      {"create domain d as int not null check (value > 0)",
       "create domain d integer not null {check () (value > '0')}"},
      {"alter domain d add constraint c check (value > 0) not valid",
       "alter domain d add constraint check c() (value > '0') not valid"},
      {"alter domain d validate constraint c", "alter domain d validate constraint c"},
      {"alter domain d set not null", "alter domain d set not null "},
      {"create sequence s.q", "create sequence s.q"},
      {"alter sequence q restart", "alter sequence q restart "},
      {"create or replace view v as select * from t",
       "create view v reads t replace : SELECT * FROM t"},
      {"create schema if not exists s", "create schema s if not exists"},
      {"create extension if not exists citext", "create extension citext if not exists"},
      {"create function f() returns int language sql stable as 'select 1'",
       "create function f() returns integer sql stable [select 1] : CREATE FUNCTION f() RETURNS "
       "int LANGUAGE sql STABLE AS $$select 1$$"},
      {"create or replace procedure s.f() language plpgsql as $$ begin null; end $$",
       "create function s.f() plpgsql volatile [ begin null; end ] replace procedure : CREATE "
       "PROCEDURE s.f() LANGUAGE plpgsql AS $$ begin null; end $$"},
      {"create trigger g after insert on t for each row execute function f()",
       "create trigger g on t f : CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION "
       "f()"},
      {"create policy g on t using (true)",
       "policy g on t : CREATE POLICY g ON t TO public USING (true)"},
      {"create rule r as on insert to t do also nothing",
       "rule r on t : CREATE RULE r AS ON INSERT TO t DO NOTHING"},
      {"create statistics x on a, b from t",
       "statistics x on t : CREATE STATISTICS x ON a, b FROM t"},
      {"comment on column s.t.a is 'x'", "comment on column s.t:a = x"},
      {"comment on table t is null", "comment on table t"},
      {"grant select on t to public", "grant select on table t to public"},
      {"revoke all on all tables in schema s from public",
       "revoke all on table all in s to public"},
      {"alter publication p add table t, s.u",
       "alter publication p t,s.u : ALTER PUBLICATION p ADD TABLE t, TABLE s.u"},
  });
}

TEST_CASE("types, domains, sequences and functions") {
  check({
      {"create type k as (a int, b text collate \"C\")",
       "create type k composite a integer; b text collate C"},
      {"create type r as range (subtype = float8, subtype_diff = s.d)",
       "create type r range  (subtype=double precision, subtype_diff=s.d) : CREATE TYPE r AS RANGE "
       "(subtype = float8, subtype_diff = s.d)"},
      {"create type b", "create type b base  : CREATE TYPE b"},
      {"alter type e add value 'x' before 'y'", "alter enum e add x before y"},
      {"create domain d text collate \"C\" default 'x' constraint k check (value <> '')",
       "create domain d text collate C default 'x' {check k() (value <> '')}"},
      {"alter domain d set default 5; alter domain d drop constraint if exists k cascade",
       "alter domain d set default '5' | alter domain d drop constraint k if exists cascade"},
      {"create sequence if not exists q as smallint start 5 increment -1 minvalue -9 no maxvalue "
       "cycle cache 2 owned by s.t.a",
       "create sequence q as smallint start 5 increment -1 minimum -9 cache 2 cycle no maximum "
       "owned by s.t.a if not exists"},
      {"alter sequence q restart owned by none no cycle; alter sequence if exists q restart 7 "
       "maxvalue 9223372036854775807",
       "alter sequence q no cycle restart  owned by none | alter sequence q maximum "
       "9223372036854775807 restart 7 if exists"},
      {"create or replace function s.f(a int, out b text, variadic c int[] default '{}') returns "
       "text language sql immutable as 'select 1'",
       "create function s.f(in a integer, out b text, variadic c integer[] = '{}') returns text "
       "sql immutable [select 1] replace : CREATE FUNCTION s.f(a int, OUT b text, VARIADIC c int[] "
       "= '{}') RETURNS text LANGUAGE sql IMMUTABLE AS $$select 1$$"},
      {"create function f() returns table (a int, b s.k) language sql as 'select 1'",
       "create function f(table a integer, table b s.k) returns SETOF record sql volatile [select "
       "1] : CREATE FUNCTION f() RETURNS TABLE (a int, b s.k) LANGUAGE sql AS $$select 1$$"},
      {"create function f(a s.t.c%type) returns setof s.t language sql as 'select 1'",
       "create function f(in a s.t.c%TYPE) returns SETOF s.t sql volatile [select 1] : CREATE "
       "FUNCTION f(a s.t.c%type) RETURNS SETOF s.t LANGUAGE sql AS $$select 1$$"},
      {"create function f(a int) returns int return a + 1",
       "create function f(in a integer) returns integer sql volatile [SELECT a + 1] : CREATE "
       "FUNCTION f(a int) RETURNS int RETURN a + 1"},
      {"create function f() returns int begin atomic insert into t values (1); select 2; end",
       "create function f() returns integer sql volatile [INSERT INTO t VALUES (1); SELECT 2] : "
       "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC INSERT INTO t VALUES (1); SELECT 2; END"},
      {"alter function f(int, text) stable strict cost 5 set search_path to a, b reset work_mem",
       "alter function f(integer, text) (volatility=stable, strict=true, cost=5, set=search_path = "
       "a, b, reset=work_mem)"},
      {"alter function f rename to g; alter function f(int) owner to joe; alter function s.f(int) "
       "set schema u",
       "rename function f to g | owner of function f(integer) = joe | set schema of function "
       "s.f(integer) to u"},
      {"drop function f(int, out text), s.g(); drop aggregate a(*); drop procedure p",
       "drop function f(integer),s.g() | drop function a() | drop function p"},
      {"create or replace trigger g before update of a, b on t for each row when (old.a is "
       "distinct "
       "from new.a) execute function f('x')",
       "create trigger g on t f columns a,b replace : CREATE TRIGGER g BEFORE UPDATE OF a, b ON t "
       "FOR EACH ROW WHEN (old.a IS DISTINCT FROM new.a) EXECUTE FUNCTION f('x')"},
  });
}

TEST_CASE("views, policies and other definitions") {
  check({
      {"create or replace view v (a, b) with (security_barrier) as select 1, x from t with local "
       "check option",
       "create view v reads t replace columns a,b (security_barrier=) check local : SELECT 1, x "
       "FROM t"},
      {"create recursive view v (n) as values (1) union all select n + 1 from v",
       "create view v reads  columns n : WITH RECURSIVE v(n) AS (VALUES (1) UNION ALL SELECT n + 1 "
       "FROM v) SELECT n FROM v"},
      {"create schema authorization joe; create schema s authorization current_user",
       "create schema joe owner joe | create schema s owner current_user"},
      {"create extension x with schema s version '1.2' cascade",
       "create extension x schema s version 1.2 cascade"},
      {"create policy p on t as restrictive for select to public using (a = current_user)",
       "policy p on t : CREATE POLICY p ON t AS RESTRICTIVE FOR SELECT TO public USING (a = "
       "current_user)"},
      {"alter policy p on t with check (b > 0)",
       "policy p on t alter : ALTER POLICY p ON t WITH CHECK (b > 0)"},
      {"create or replace rule r as on update to v do instead update t set a = new.a",
       "rule r on v replace : CREATE RULE r AS ON UPDATE TO v DO INSTEAD UPDATE t SET a = new.a"},
      {"create statistics if not exists s.x (ndistinct) on a, (b + 1) from t",
       "statistics x on t schema s if not exists : CREATE STATISTICS IF NOT EXISTS s.x (ndistinct) "
       "ON a, (b + 1) FROM t"},
      {"alter statistics s.x set statistics 100",
       "statistics x on  schema s alter : ALTER STATISTICS s.x SET STATISTICS 100"},
      {"create publication p for table t, s.u where (a > 1)",
       "create publication p t,s.u : CREATE PUBLICATION p FOR TABLE t, TABLE s.u WHERE (a > 1)"},
      {"create or replace aggregate g(int, text) (sfunc = f, stype = int)",
       "create function g(integer, text) replace : CREATE AGGREGATE g (int, text) (sfunc = f, "
       "stype = int)"},
      {"create operator s.=== (leftarg = int, function = f)",
       "create operator s.===(integer, NONE) : CREATE OPERATOR s.=== (leftarg = int, function = "
       "f)"},
      {"create cast (int as s.k) with function f(int) as assignment",
       "create cast (integer, s.k) : CREATE CAST (int AS s.k) WITH FUNCTION f(int) AS ASSIGNMENT"},
      {"create collation if not exists c (locale = 'de')",
       "create collation c if not exists : CREATE COLLATION IF NOT EXISTS c (locale = 'de')"},
      {"create text search configuration c (copy = pg_catalog.english)",
       "create text search configuration c : CREATE TEXT SEARCH CONFIGURATION c (copy = "
       "pg_catalog.english)"},
      {"create event trigger e on ddl_command_end execute function f()",
       "create event trigger e : CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()"},
      {"create server s foreign data wrapper w options (host 'h')",
       "create server s : CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'h')"},
      {"create foreign data wrapper w",
       "create foreign-data wrapper w : CREATE FOREIGN DATA WRAPPER w"},
      {"create user mapping for joe server s",
       "create user mapping joe:s : CREATE USER MAPPING FOR joe SERVER s"},
      {"create operator class o for type int using btree as operator 1 <",
       "create operator class o:btree : CREATE OPERATOR CLASS o FOR TYPE int USING btree AS "
       "OPERATOR 1 <"},
      {"create access method m type index handler h",
       "create access method m : CREATE ACCESS METHOD m TYPE INDEX HANDLER h"},
      {"drop operator ===(none, int); drop cast (int as text); drop operator class s.o using "
       "btree; "
       "drop event trigger e; drop subscription if exists u; drop user mapping for joe server s",
       "drop operator ===(NONE, integer) | drop cast (integer, text) | drop operator class "
       "s.o:btree | drop event trigger e | drop subscription u if exists | drop user mapping "
       "joe:s"},
  });
}

TEST_CASE("comments and privileges") {
  check({
      {"comment on function s.f(int) is 'x'; comment on constraint c on domain d is 'y'; comment "
       "on "
       "schema s is ''",
       "comment on function s.f(integer) = x | comment on domain constraint d:c = y | comment on "
       "schema s"},
      {"grant select (a, b), update on t, s.u to joe, public with grant option",
       "grant select(a,b),update on table t,s.u to joe,public option"},
      {"grant all on all tables in schema s to joe; grant execute on function f(int) to joe",
       "grant all on table all in s to joe | grant execute on function f(integer) to joe"},
      {"revoke grant option for usage on schema s from joe cascade",
       "revoke usage on schema s to joe option cascade"},
      {"grant admins to joe with admin option", "grant on object admins to joe option"},
      {"alter default privileges for role me in schema s grant select on tables to joe",
       "grant defaults for me select on table s to joe"},
  });
}

TEST_CASE("types are written as PostgreSQL's format_type does") {
  const auto written = [](const std::string& type) {
    const auto statements = parse("create table t (a " + type + ")");
    if (statements.at(0).error) return statements[0].error->message;
    return to_string(std::get<CreateTable>(statements[0].operation).columns.at(0).type);
  };
  struct TypeRow {
    std::string type, text;
  };
  for (const TypeRow& row : std::vector<TypeRow>{
           {"int[][]", "integer[]"},
           {"numeric(10)", "numeric(10,0)"},
           {"decimal(10, 2)", "numeric(10,2)"},
           {"char", "character(1)"},
           {"bpchar", "bpchar"},
           {"\"char\"", "\"char\""},
           {"bit", "bit(1)"},
           {"varbit(3)", "bit varying(3)"},
           {"float(20)", "real"},
           {"time(3)", "time(3) without time zone"},
           {"timestamptz(3)[]", "timestamp(3) with time zone[]"},
           {"interval day to second(3)", "interval day to second(3)"},
           {"interval(2)", "interval(2)"},
           {"interval year", "interval year"},
           {"geometry(Point, 4326)", "geometry(point,4326)"},
           {"s.\"Odd Name\"", "s.\"Odd Name\""},
           {"s.\"time\"", "s.\"time\""},
           {"pg_catalog.int4", "integer"},
       }) {
    CAPTURE(row.type);
    CHECK(written(row.type) == row.text);
  }
}

TEST_CASE("an expression that is stored keeps its text") {
  const auto written = [](const std::string& expression) {
    const auto statements = parse("alter table t alter a set default " + expression);
    if (statements.at(0).error) return statements[0].error->message;
    return std::get<AlterTable>(statements[0].operation).actions.at(0).expression->sql;
  };
  struct TextRow {
    std::string expression, text;
  };
  for (const TextRow& row : std::vector<TextRow>{
           {"null", "NULL"},
           {"TRUE", "true"},
           {"-5", "-5"},
           {"1.50", "1.50"},
           {"'x'", "'x'"},
           {"'it''s'", "'it''s'"},
           {"E'a\\\\b'", "E'a\\\\b'"},
           {"now()", "now()"},
           {"s.now()", "s.now()"},
           {"\"left\"()", "\"left\"()"},
           {"'{}'::jsonb", "'{}'::jsonb"},
           {"'x'::varchar", "'x'::varchar"},
           {"'x'::varchar(3)", "'x'::varchar(3)"},
           {"'x'::s.e", "'x'::s.e"},
           {"CURRENT_TIMESTAMP", "current_timestamp"},
           {"current_timestamp(3)", "current_timestamp(3)"},
           {"(now() at time zone 'utc')", "now() AT TIME ZONE 'utc'"},
           {"nextval('q'::regclass)", "nextval('q'::regclass)"},
           {"array[1, 2]::int[]", "ARRAY[1, 2]::int[]"},
       }) {
    CAPTURE(row.expression);
    CHECK(written(row.expression) == row.text);
  }
}

TEST_CASE("data, session and maintenance") {
  check({
      {"insert into t (a, b) values (1, 2)", "insert t(a,b) reads "},
      {"insert into t select * from u", "insert t() reads u from query"},
      {"insert into t default values", "insert t() reads  default values"},
      {"insert into t (a, b) values (0, default), (-1, 3)", "insert t(a,b) reads  unnumbered 0"},
      {"insert into t (a, a) values (1, 2)", "insert t(a,a) reads  a twice"},
      {"update t set a = 1, a = 2", "update t(a,a) reads  a twice"},
      {"update t set a[1] = 1, a[2] = 2", "update t(a,a) reads "},
      {"update s.t set a = 1, b = 2 from u where t.id = u.id",
       "update s.t(a,b) reads u where (id = id)"},
      {"delete from t where id in (select id from u limit 10)",
       "delete t reads u where (subquery id)"},
      {"delete from t where a between 1 and 2 or b in (1, 2) or not c",
       "delete t reads  where ((a BETWEEN '1' AND '2') OR (b IN ('1', '2')) OR NOT c)"},
      {"select setval('s.q', 5), pg_sleep(1) from t for update",
       "select reads t writes  calls setval,pg_sleep sequences s.q for update"},
      {"with d as (delete from t returning *) insert into u select * from d",
       "insert u() reads t from query"},
      {"with d as (delete from t returning *) select * from d",
       "select reads  writes t calls  sequences "},
      {"copy t (a) from stdin", "copy into t"},
      {"copy (select 1) to stdout", "copy out of "},
      {"truncate a, s.b cascade", "truncate a,s.b cascade"},
      {"lock table t in share mode", "lock t in SHARE"},
      {"lock t", "lock t in ACCESS EXCLUSIVE"},
      {"reindex (concurrently) table t", "reindex table t concurrently"},
      {"reindex index concurrently i", "reindex index i concurrently"},
      {"reindex (concurrently false) schema s", "reindex schema s"},
      {"vacuum full t", "vacuum t full"},
      {"vacuum (full false) t", "vacuum t"},
      {"analyze", "analyze "},
      {"cluster t using i", "cluster t i"},
      {"refresh materialized view concurrently m", "refresh m concurrently"},
      {"begin; commit; end; rollback; savepoint a; rollback to a",
       "begin | commit | commit | rollback | savepoint | rollback to"},
      {"set local lock_timeout = '2s'", "set lock_timeout = 2s local"},
      {"set search_path to a, b", "set search_path = a,b"},
      {"reset all", "set  =  reset"},
      {"do $$ begin perform 1; end $$", "do plpgsql [ begin perform 1; end ]"},
      {"call s.p(1)", "call s.p"},
      {"alter system set work_mem = '8MB'", "other ALTER SYSTEM"},
      {"create database d", "other CREATEDB"},
  });
}

TEST_CASE("a syntax error does not hide the statements around it") {
  const auto statements = parse("select 1;\n -- the \xC3\xA4rger\ncreate tabel t ();\nselect 2");
  REQUIRE(statements.size() == 3);
  CHECK_FALSE(statements[0].error);
  REQUIRE(statements[1].error);
  CHECK(statements[1].error->message == "syntax error at or near \"tabel\"");
  CHECK(statements[1].error->offset == 32);
  CHECK(statements[1].span.begin == 25);
  CHECK(statements[1].span.end == 42);
  CHECK_FALSE(statements[2].error);
}

TEST_CASE("an error's place counts bytes where PostgreSQL counts characters") {
  const std::string text = "select '\xC3\xA4\xC3\xB6' fro m x";
  const auto statements = parse(text);
  REQUIRE(statements.size() == 1);
  REQUIRE(statements[0].error);
  CHECK(text.substr(statements[0].error->offset) == "m x");
}

TEST_CASE("junk is an error, never a crash") {
  const auto repeated = [](const char* part, int times) {
    std::string text = "select ";
    for (int i = 0; i < times; ++i) text += part;
    return text + "1";
  };
  CHECK(parse(repeated("1+", 200000)).at(0).error->message == "it is nested too deeply");
  CHECK(parse(repeated("(", 200000)).at(0).error);
  CHECK(parse(repeated("1 union select ", 200000)).at(0).error);
  CHECK_FALSE(parse(repeated("1,", 200000)).at(0).error);
  CHECK_FALSE(parse(repeated("a and ", 20000)).at(0).error);
  CHECK_FALSE(parse(repeated("1+", 3000)).at(0).error);
  CHECK(parse(std::string("select \0 1", 10)).at(0).error);
  CHECK(parse("\xFF\xFE\x80").size() == 1);
  CHECK(parse("").empty());
  CHECK(parse(" -- nothing\n /* at all */ ;;").empty());
  CHECK(parse("select 'unterminated").at(0).error);
}
