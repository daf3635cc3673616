#include "sql/parse.h"

#include <doctest/doctest.h>

#include "unit/sql/dump.h"

using namespace migcheck;
using namespace migcheck::sql;

namespace {

struct Row {
  std::string sql;
  std::string dumped;
};

std::string dump_all(const std::string& text) {
  std::string all;
  for (const ParsedStatement& statement : parse(text)) {
    if (!all.empty()) all += " | ";
    all += statement.error ? "error: " + statement.error->message : dump(statement.operation);
  }
  return all;
}

void check(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(row.sql);
    CHECK(dump_all(row.sql) == row.dumped);
  }
}

}  // namespace

TEST_CASE("CREATE TABLE") {
  check({
      {"create table a (id serial primary key, n int not null default 5)",
       "create table a [id serial {primary key (id)}; n integer not null default '5']"},
      {"create table s.a (v varchar(20) unique deferrable initially deferred, w char)",
       "create table s.a [v character varying(20) {unique (v) deferrable deferred}; w "
       "character(1)]"},
      {"create table a (p int references s.b (id) on delete cascade, check (p > 0))",
       "create table a [p integer {foreign key (p) -> s.b(id) on delete cascade}; check () (p > "
       "'0')]"},
      {"create table a (x numeric(10,2)[], y timestamp(3) with time zone, constraint k primary key "
       "(x, y), foreign key (x) references b)",
       "create table a [x numeric(10,2)[]; y timestamp(3) with time zone; primary key k(x,y); "
       "foreign key (x) -> b()]"},
      {"create table a (i int generated always as identity, g int generated always as (i + 1) "
       "stored)",
       "create table a [i integer identity always; g integer stored (i + '1')]"},
      {"create table p (k int) partition by range (k, lower(v))",
       "create table p [k integer] by k, range[k,lower(v)]"},
      {"create table c partition of p for values from (1) to (2)",
       "create table c [] partition of p bound FOR VALUES FROM (1) TO (2)"},
      {"create table d partition of p default",
       "create table d [] partition of p bound DEFAULT default"},
      {"create temp table t (like u including all)",
       "create table t [like u at 0 comments compression constraints defaults generated identity "
       "indexes statistics storage] temporary"},
      {"create table t (a int, constraint b not null a, not null \"A\" no inherit, c int not null)",
       "create table t [a integer; c integer not null; not null b(a); not null (A) no inherit]"},
      {"create table t (a int not null no_such_word)",
       "error: syntax error at or near \"no_such_word\""},
      {"create unlogged table if not exists t () inherits (u)",
       "create table t [] inherits u unlogged if not exists"},
      {"create foreign table f (a int) server s", "create table f [a integer] server s foreign"},
      {"create table t as select * from s.u join v using (id)",
       "create table as t reads s.u,v : SELECT * FROM s.u JOIN v USING (id)"},
      {"select a into temp t from u", "create table as t reads u temporary : SELECT a FROM u"},
      {"create materialized view m as with q as (select 1) select * from q, t with no data",
       "create matview m reads t no data : WITH q AS (SELECT 1) SELECT * FROM q, t"},
  });
}

TEST_CASE("ALTER TABLE") {
  check({
      {"alter table t add column a int, add b text default now()",
       "alter table t: add column a integer; add column b text default now()"},
      {"alter table if exists only t drop column if exists a cascade",
       "alter table t if exists only: drop column a if exists cascade"},
      {"alter table t add column if not exists a int default null references r",
       "alter table t: add column a integer default NULL {foreign key (a) -> r()} if not exists"},
      {"alter table t alter a type bigint using a::bigint",
       "alter table t: set type a bigint = a::bigint"},
      {"alter table t alter a type text collate \"C\"", "alter table t: set type a text collate C"},
      {"alter table t add constraint k check (a > 0) not enforced, add foreign key (a) references "
       "r "
       "NOT  ENFORCED, add b int check (b > 0) not enforced not null",
       "alter table t: add constraint check k() (a > '0') not enforced; add constraint foreign key "
       "(a) -> r() not enforced; add column b integer not null {check (b) (b > '0') not enforced}"},
      {"alter table t add not null a, add constraint n not null/**/ \"b\" not valid, add check (c)",
       "alter table t: add constraint not null (a); add constraint not null n(b) not valid; add "
       "constraint check () c"},
      {"alter table t alter a set default 'x', alter a drop default, alter a set not null, alter a "
       "drop not null",
       "alter table t: set default a = 'x'; drop default a; set not null a; drop not null a"},
      {"alter table t add constraint c check (a is not null and b > 0) not valid",
       "alter table t: add constraint check c() (a IS NOT NULL AND (b > '0')) not valid"},
      {"alter table t add constraint c foreign key (a, b) references s.r (x, y) on delete set null "
       "not valid",
       "alter table t: add constraint foreign key c(a,b) -> s.r(x,y) on delete set null not valid"},
      {"alter table t add constraint u unique using index i, add primary key (id), add exclude "
       "using gist (r with &&)",
       "alter table t: add constraint unique u() using i; add constraint primary key (id); add "
       "constraint exclusion () method gist keys r with &&"},
      {"alter table t validate constraint c, drop constraint if exists d, alter constraint e "
       "deferrable",
       "alter table t: validate constraint c; drop constraint d if exists; alter constraint "
       "foreign key e() -> () deferrable"},
      {"alter table p attach partition c default",
       "alter table p: attach partition c bound DEFAULT default"},
      {"alter table p detach partition c concurrently",
       "alter table p: detach partition c concurrently"},
      {"alter table p detach partition c finalize", "alter table p: detach partition c finalize"},
      {"alter table t set (fillfactor = 70, autovacuum_enabled = false)",
       "alter table t: set options (fillfactor=70, autovacuum_enabled=false)"},
      {"alter table t inherit u, no inherit v", "alter table t: inherit u; no inherit v"},
      {"alter table t alter a add generated always as identity, alter a drop identity",
       "alter table t: add identity a always; drop identity a"},
      {"alter table t set logged, set unlogged, set tablespace x, set access method heap",
       "alter table t: set logged; set unlogged; set tablespace x = x; set access method heap = "
       "heap"},
      {"alter table t disable trigger all, enable row level security, replica identity full",
       "alter table t: switch trigger (ALL) = D; row security = enable; replica identity = full"},
      {"alter index i set (fillfactor = 70)", "alter index i: set options (fillfactor=70)"},
      {"alter table t rename to u", "rename table t to u"},
      {"alter table s.t rename a to b", "rename column s.t:a to b"},
      {"alter table t rename constraint a to b", "rename constraint t:a to b"},
      {"alter index i rename to j", "rename index i to j"},
      {"alter type e rename to f", "rename type e to f"},
      {"alter table t set schema s", "set schema of table t to s"},
      {"alter table t owner to me", "alter table t: owner = me"},
  });
}

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

TEST_CASE("what the catalogs keep of tables and columns") {
  check({
      {"create table a (i int generated by default as identity (start 5 increment by 2 cache 3), t "
       "text storage external compression lz4 collate s.c)",
       "create table a [i integer identity by default start 5 increment 2 cache 3; t text collate "
       "s.c storage external compression lz4]"},
      {"create table a (x int, y int, foreign key (x, y) references b match full on update cascade "
       "on delete set null (y), unique nulls not distinct (x) include (y) with (fillfactor = 70) "
       "using index tablespace s)",
       "create table a [x integer; y integer; foreign key (x,y) -> b() on delete set null (y) on "
       "update cascade match full; unique (x) include y (fillfactor=70) tablespace s nulls not "
       "distinct]"},
      {"create table a (r int4range, exclude using gist (r with &&, lower(r) s.c with "
       "operator(s.=)) "
       "where (r is not null))",
       "create table a [r int4range; exclusion () method gist keys r with &&,lower(r) s.c with s.= "
       "where r IS NOT NULL]"},
      {"create table a (x int, like b including defaults including indexes, y int, like s.c "
       "including all excluding comments)",
       "create table a [x integer; y integer; like b at 1 defaults indexes; like s.c at 2 "
       "compression constraints defaults generated identity indexes statistics storage]"},
      {"create table p (a int, b text) partition by list (a, (b || 'x') collate s.c c.o)",
       "create table p [a integer; b text] by a, list[a,(b || 'x') c.o collate s.c]"},
      {"create table c partition of p for values from (minvalue, 'a') to (maxvalue, 'it''s') with "
       "(fillfactor = 70) tablespace s",
       "create table c [] partition of p bound FOR VALUES FROM (MINVALUE, 'a') TO (MAXVALUE, "
       "'it''s') (fillfactor=70) tablespace s"},
      {"create table c partition of p for values in (1, null, -2)",
       "create table c [] partition of p bound FOR VALUES IN (1, NULL, -2)"},
      {"create table c partition of p for values with (modulus 4, remainder 1)",
       "create table c [] partition of p bound FOR VALUES WITH (modulus 4, remainder 1)"},
      {"create table t of s.k (a with options default 3)",
       "create table t [a  default '3'] of s.k"},
      {"create temp table t (a int) using heap with (toast.autovacuum_enabled = false, "
       "user_catalog_table) "
       "on commit drop",
       "create table t [a integer] (toast.autovacuum_enabled=false, user_catalog_table=) method "
       "heap on commit drop temporary"},
      {"create foreign table f (a int options (column_name 'b')) server s options (table_name 'x')",
       "create table f [a integer (column_name=b)] (table_name=x) server s foreign"},
      {"create unlogged table t (a, b) using heap tablespace s as select 1, 'x'",
       "create table as t reads  columns a,b tablespace s method heap : SELECT 1, 'x'"},
      {"create index i on t (a desc nulls last, b nulls first, c collate s.c s.o (n = 4)) nulls "
       "not "
       "distinct with (fillfactor = 70) tablespace s",
       "create index i on t btree(a nulls last desc reordered,b nulls first reordered,c s.o (n=4) "
       "collate s.c) (fillfactor=70) tablespace s nulls not distinct"},
  });
}

TEST_CASE("the values of ALTER TABLE") {
  check({
      {"alter table t alter a set statistics 100, alter a set storage external, alter a set "
       "compression lz4, alter a set (n_distinct = 5), alter a reset (n_distinct)",
       "alter table t: set statistics a = 100; set storage a = external; set compression a = lz4; "
       "set column options a (n_distinct=5); set column options a (n_distinct=) reset"},
      {"alter table t alter a add generated always as identity (start 3), alter a set generated by "
       "default set increment 5 restart with 9",
       "alter table t: add identity a always start 3; set identity a (generated,increment,restart) "
       "by default increment 5 restart 9"},
      {"alter table t set (fillfactor = 70), reset (toast.vacuum_truncate)",
       "alter table t: set options (fillfactor=70); set options (toast.vacuum_truncate=) reset"},
      {"alter table t enable trigger g, disable trigger user, enable always trigger h, enable "
       "replica rule r, disable rule s",
       "alter table t: switch trigger g = O; switch trigger (USER) = D; switch trigger h = A; "
       "switch rule r = R; switch rule s = D"},
      {"alter table t disable row level security, force row level security, no force row level "
       "security",
       "alter table t: row security = disable; row security = force; row security = no force"},
      {"alter table t replica identity using index i, replica identity nothing, replica identity "
       "default",
       "alter table t: replica identity i = index; replica identity = nothing; replica identity = "
       "default"},
      {"alter table t of s.k, not of, owner to current_user",
       "alter table t: of type s.k; of type; owner = current_user"},
      {"alter table p attach partition c for values in ('a', 'b')",
       "alter table p: attach partition c bound FOR VALUES IN ('a', 'b')"},
      {"alter index i alter column 2 set statistics 50", "alter index i: set statistics 2 = 50"},
      {"alter table t alter constraint c deferrable initially deferred",
       "alter table t: alter constraint foreign key c() -> () deferrable deferred"},
      {"alter table t alter a type text collate s.c using a::text || 'x'",
       "alter table t: set type a text collate s.c = (a::text || 'x')"},
      {"alter sequence q owner to joe", "alter sequence q: owner = joe"},
      {"alter type k add attribute b int cascade",
       "alter type k only: add column b integer cascade"},
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
  CHECK(parse(repeated("1+", 200000)).at(0).error->message == "nested too deeply to be read");
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
