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
       "create table p [k integer] by k,"},
      {"create table c partition of p for values from (1) to (2)",
       "create table c [] partition of p"},
      {"create table d partition of p default", "create table d [] partition of p default"},
      {"create temp table t (like u including all)", "create table t [like u] temporary"},
      {"create unlogged table if not exists t () inherits (u)",
       "create table t [] inherits u unlogged if not exists"},
      {"create foreign table f (a int) server s", "create table f [a integer] foreign"},
      {"create table t as select * from s.u join v using (id)", "create table as t reads s.u,v"},
      {"select a into temp t from u", "create table as t reads u temporary"},
      {"create materialized view m as with q as (select 1) select * from q, t with no data",
       "create matview m reads t no data"},
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
       "constraint exclusion ()"},
      {"alter table t validate constraint c, drop constraint if exists d, alter constraint e "
       "deferrable",
       "alter table t: validate constraint c; drop constraint d if exists; alter constraint e"},
      {"alter table p attach partition c default", "alter table p: attach partition c default"},
      {"alter table p detach partition c concurrently",
       "alter table p: detach partition c concurrently"},
      {"alter table p detach partition c finalize", "alter table p: detach partition c finalize"},
      {"alter table t set (fillfactor = 70, autovacuum_enabled = false)",
       "alter table t: set options (fillfactor,autovacuum_enabled)"},
      {"alter table t inherit u, no inherit v", "alter table t: inherit u; no inherit v"},
      {"alter table t alter a add generated always as identity, alter a drop identity",
       "alter table t: add identity a; drop identity a"},
      {"alter table t set logged, set unlogged, set tablespace x, set access method heap",
       "alter table t: set logged; set unlogged; set tablespace x; set access method heap"},
      {"alter table t disable trigger all, enable row level security, replica identity full",
       "alter table t: switch trigger; row security; replica identity"},
      {"alter index i set (fillfactor = 70)", "alter index i: set options (fillfactor)"},
      {"alter table t rename to u", "rename table t to u"},
      {"alter table s.t rename a to b", "rename column s.t:a to b"},
      {"alter table t rename constraint a to b", "rename constraint t:a to b"},
      {"alter index i rename to j", "rename index i to j"},
      {"alter type e rename to f", "rename type e to f"},
      {"alter table t set schema s", "set schema of table t to s"},
      {"alter table t owner to me", "alter table t: owner"},
  });
}

TEST_CASE("indexes, drops and other objects") {
  check({
      {"create unique index concurrently if not exists i on only s.t using gin (a text_pattern_ops "
       "desc, lower(b)) include (c) where d is null",
       "create index i on s.t gin(a text_pattern_ops reordered,lower(b)) include c where d IS NULL "
       "only unique concurrently if not exists"},
      {"create index on t (a)", "create index  on t btree(a)"},
      {"drop index concurrently if exists s.i", "drop index s.i concurrently if exists"},
      {"drop table a, s.b cascade", "drop table a,s.b cascade"},
      {"drop trigger g on s.t", "drop trigger s.t:g"},
      {"drop policy g on t", "drop policy t:g"},
      {"drop type e", "drop type e"},
      {"drop schema s cascade", "drop schema s cascade"},
      {"drop function f(int)", "drop function f"},
      {"drop materialized view m", "drop materialized view m"},
      {"create type e as enum ('a', 'b')", "create type e enum a,b"},
      {"create type c as (x int)", "create type c composite "},
      {"alter type e add value if not exists 'c'", "alter enum e add c if not exists"},
      {"alter type e rename value 'a' to 'z'", "alter enum e rename a to z"},
      {"create domain d as int not null check (value > 0)",
       "create domain d integer not null {check () (value > '0')}"},
      {"alter domain d add constraint c check (value > 0) not valid",
       "alter domain d add constraint check c() (value > '0') not valid"},
      {"alter domain d validate constraint c", "alter domain d validate constraint c"},
      {"alter domain d set not null", "alter domain d set not null "},
      {"create sequence s.q", "create sequence s.q"},
      {"alter sequence q restart", "alter sequence q"},
      {"create or replace view v as select * from t", "create view v reads t replace"},
      {"create schema if not exists s", "create schema s"},
      {"create extension if not exists citext", "create extension citext"},
      {"create function f() returns int language sql stable as 'select 1'",
       "create function f sql stable [select 1]"},
      {"create or replace procedure s.f() language plpgsql as $$ begin null; end $$",
       "create function s.f plpgsql volatile [ begin null; end ] replace procedure"},
      {"create trigger g after insert on t for each row execute function f()",
       "create trigger g on t f"},
      {"create policy g on t using (true)", "policy g on t"},
      {"create rule r as on insert to t do also nothing", "rule r on t"},
      {"create statistics x on a, b from t", "statistics x on t"},
      {"comment on column s.t.a is 'x'", "comment on column s.t:a"},
      {"comment on table t is null", "comment on table t"},
      {"grant select on t to public", "grant"},
      {"revoke all on all tables in schema s from public", "revoke"},
      {"alter publication p add table t, s.u", "alter publication t,s.u"},
  });
}

TEST_CASE("data, session and maintenance") {
  check({
      {"insert into t (a, b) values (1, 2)", "insert t(a,b) reads "},
      {"insert into t select * from u", "insert t() reads u from query"},
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
