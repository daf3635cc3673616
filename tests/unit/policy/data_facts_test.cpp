#include <doctest/doctest.h>

#include "unit/policy/script_rows.h"

// The facts of the areas "data", "compatibility", "transaction" and "robustness", which take a
// whole script to tell.

using namespace migcheck;
using test::check;
using test::Row;
using test::value_of;

namespace {

constexpr const char* shop =
    "create type mood as enum ('glad'); create sequence numbers;"
    "create table t (id bigserial primary key, a int not null, b text, m mood, c varchar(10),"
    " n int default nextval('numbers'));"
    "create table u (id int, t_id bigint constraint u_t references t);"
    "create view v as select id, a from t; create view w as select a from v";

}  // namespace

TEST_CASE("what CASCADE takes along, and what stands in the way without it") {
  const Row rows[] = {
      {shop, "drop table t cascade", "drop_table", "cascade_drops",
       "foreign key u_t of public.u,view public.v,view public.w"},
      {shop, "drop table t", "drop_table", "cascade_drops", ""},
      {shop, "drop table t", "drop_table", "used_by",
       "foreign key u_t of public.u,view public.v,view public.w"},
      {shop, "drop table t, u", "drop_table", "used_by", "view public.v,view public.w"},
      {shop, "drop table u", "drop_table", "used_by", ""},
      {shop, "drop view v, w", "drop_view", "used_by", ""},
      {shop, "drop view w; drop view v", "drop_view", "used_by", ""},
      {shop, "alter table t drop column b cascade", "drop_column", "cascade_drops", ""},
      {shop, "alter table t drop column a cascade", "drop_column", "cascade_drops",
       "view public.v,view public.w"},
      {shop, "alter table t drop column b", "drop_column", "used_by", ""},
      {shop, "alter table t alter a type bigint", "alter_type", "used_by",
       "view public.v,view public.w"},
      {shop, "alter table t alter b type varchar", "alter_type", "used_by", ""},
      {shop, "alter table t rename a to z; alter table t alter z type bigint", "alter_type",
       "used_by", "view public.v,view public.w"},
      {shop, "drop type mood cascade", "drop_type", "cascade_drops_columns",
       "column m of public.t"},
      {shop, "drop type mood", "drop_type", "used_by", "column m of public.t"},
      {shop, "drop sequence numbers cascade", "drop_sequence", "cascade_drops",
       "the default of column n of public.t"},
      {shop, "alter table t drop constraint t_pkey cascade", "drop_constraint", "cascade_drops",
       "foreign key u_t of public.u"},
      {"create schema s; create table s.x (id int)", "drop schema s cascade", "drop_schema",
       "cascade_drops", "table s.x"},
      {"! create table t (id int)", "drop table t cascade", "drop_table", "cascade_drops", "?"},
      {std::string("!") + shop, "drop table t", "drop_table", "used_by", ""},
      {"create table g (a int, b int generated always as (a + 1) stored)",
       "alter table g drop column a", "drop_column", "used_by", "column b of public.g"},
      {"create table g (a int, b int generated always as (a + 1) stored)",
       "alter table g drop column a, drop column b", "drop_column", "used_by", ""},
      {shop, "truncate t cascade", "truncate", "also_truncated", "public.u"},
      {shop, "truncate t, u cascade", "truncate", "also_truncated", ""},
      {shop, "truncate t", "truncate", "also_truncated", ""},
  };
  check(rows);
}

TEST_CASE("views that are lost, and views that are made again") {
  const Row rows[] = {
      {shop, "drop view v cascade", "drop_view", "lost_views", "public.w"},
      {shop, "drop view v cascade; create view w as select 1 as a", "drop_view", "lost_views", ""},
      {shop, "drop view v cascade", "drop_view", "lost_views_sql",
       "CREATE VIEW public.w AS SELECT a FROM public.v;"},
      {shop, "drop view v cascade; create view w as select 1 as a", "drop_view", "cascade_loses",
       ""},
      {shop,
       "alter table t drop constraint t_pkey cascade; alter table u add constraint u_t "
       "foreign key (t_id) references t (a)",
       "drop_constraint", "cascade_loses", ""},
      {shop, "drop view v cascade; do $$ begin perform f(); end $$", "drop_view", "cascade_loses",
       "?"},
      {shop, "drop view w", "drop_view", "gone", "yes"},
      {shop, "drop view w; create view w as select 1 as a", "drop_view", "gone", "no"},
      {shop, "drop view w; do $$ begin perform f(); end $$", "drop_view", "gone", "no"},
      {shop, "alter table t alter a type bigint", "alter_type", "drop_users_sql",
       "DROP VIEW public.w;\nDROP VIEW public.v;\n"},
      {shop, "create or replace view v as select id from t", "create_view", "view_conflict",
       "leaves out the column a"},
      {shop, "create or replace view v as select id, a as b from t", "create_view", "view_conflict",
       "has b in the place of the column a"},
      {shop, "create or replace view v as select id, a::text as a from t", "create_view",
       "view_conflict", "changes the type of a from integer to text"},
      {shop, "create or replace view v as select id, a, b from t", "create_view", "view_conflict",
       "?"},
      {shop, "create or replace view x as select id from t", "create_view", "view_conflict", "?"},
      {std::string("!") + shop, "create or replace view v as select id from t", "create_view",
       "view_conflict", "?"},
      {shop, "create view x as select * from t", "create_view", "selects_star", "yes"},
      {shop, "create view x as select count(*) from t", "create_view", "selects_star", "no"},
      {shop, "alter table u rename to x; create view u as select * from x", "create_view",
       "selects_star", "no"},
      {shop, "create view x as select id, id from t", "create_view", "doubled_column", "id"},
      {shop, "create table x (id int, id int)", "create_table", "doubled_column", "id"},
      {shop, "insert into t (a, a) values (1, 2)", "insert", "doubled_column", "a"},
      {shop, "update t set a = 1, a = 2", "update", "doubled_column", "a"},
      {shop, "update t set x[1] = 1, x[2] = 2", "update", "doubled_column", "?"},
  };
  check(rows);
}

TEST_CASE("dropped columns") {
  const Row rows[] = {
      {shop, "alter table t drop column a", "drop_column", "required", "yes"},
      {shop, "alter table t drop column b", "drop_column", "required", "no"},
      {shop, "alter table t drop column id", "drop_column", "required", "no"},
      {"", "alter table t drop column a", "drop_column", "required", "?"},
      {std::string("!") + shop, "alter table t drop column a", "drop_column", "required", "?"},
      {shop, "alter table t add column d text; alter table t drop column b", "drop_column",
       "replacement", "d"},
      {shop, "alter table t drop column b; alter table t add column d text", "drop_column",
       "replacement", "d"},
      {shop, "alter table t add column d int; alter table t drop column b", "drop_column",
       "replacement", "?"},
      {shop, "alter table t add column d text not null; alter table t drop column b", "drop_column",
       "replacement", "?"},
      {shop, "alter table u add column d bigint references u; alter table u drop column t_id",
       "drop_column", "replacement", "?"},
      {shop, "alter table u add column d bigint references t; alter table u drop column t_id",
       "drop_column", "replacement", "d"},
      {shop,
       "alter table u drop constraint u_t; alter table u drop column t_id; alter table u "
       "add d bigint",
       "drop_column", "replacement", "?"},
      {shop, "alter table t drop column a; alter table t rename b to a", "drop_column", "required",
       "no"},
      {shop, "alter table t drop column a, add column a text", "add_column", "exists", "no"},
      {shop, "delete from t; alter table t add d text; alter table t drop column b", "drop_column",
       "replacement", "?"},
      {shop, "alter table u add column d text; alter table t drop column b", "drop_column",
       "replacement", "?"},
      {shop, "alter table t add d text; update t set d = b; alter table t drop column b",
       "drop_column", "replacement", "?"},
      {shop, "alter table t add d text; alter table t add e text; alter table t drop column b",
       "drop_column", "replacement", "?"},
  };
  check(rows);
}

TEST_CASE("what a change of type does to values") {
  const auto narrowing = [](const std::string& from, const std::string& to) {
    return value_of({"create table t (a " + from + ")", "alter table t alter a type " + to,
                     "alter_type", "narrowing", ""});
  };
  struct Change {
    const char* from;
    const char* to;
    const char* narrowing;
  };
  const Change changes[] = {
      {"bigint", "int", "values out of its range make it fail"},
      {"int", "bigint", "?"},
      {"int", "smallint", "values out of its range make it fail"},
      {"text", "varchar(5)", "longer values make it fail"},
      {"varchar(9)", "varchar(5)", "longer values make it fail"},
      {"varchar(5)", "varchar(9)", "?"},
      {"varchar(5)", "text", "?"},
      {"varchar(9)", "varchar(5) using a::varchar(5)", "longer values are cut off"},
      {"varchar(9)", "varchar(5) using left(a, 5)", "?"},
      {"numeric(10, 2)", "numeric(8, 2)", "values out of its range make it fail"},
      {"numeric(10, 2)", "numeric(10, 1)", "fractions are rounded away"},
      {"numeric(10, 2)", "numeric(12, 2)", "?"},
      {"numeric", "numeric(10, 2)", "values out of its range make it fail"},
      {"numeric(10, 2)", "int", "fractions are rounded away"},
      {"int", "numeric(12, 2)", "?"},
      {"int", "numeric(10, 2)", "values out of its range make it fail"},
      {"double precision", "int", "fractions are rounded away"},
      {"double precision", "real", "the last digits of large values are lost"},
      {"bigint", "double precision", "the last digits of large values are lost"},
      {"int", "double precision", "?"},
      {"timestamptz", "date", "the time of day is cut off"},
      {"timestamp", "timestamp(0)", "fractions of a second are rounded away"},
      {"timestamp(0)", "timestamp", "?"},
      {"date", "timestamp", "?"},
      {"own", "int", "?"},
      {"bigint[]", "int[]", "?"},
  };
  for (const Change& change : changes) {
    CAPTURE(change.from);
    CAPTURE(change.to);
    CHECK(narrowing(change.from, change.to) == change.narrowing);
  }
}

TEST_CASE("numbers that a sequence does not know") {
  const Row rows[] = {
      {shop, "insert into t (id, a) values (1, 2)", "insert", "numbered_column", "id"},
      {shop, "insert into t values (1, 2)", "insert", "numbered_column", "id"},
      {shop, "insert into t (a) values (2)", "insert", "numbered_column", "?"},
      {shop, "insert into t (id, a) values (default, 2), (-1, 3), (0, 4)", "insert",
       "numbered_column", "?"},
      {shop, "insert into t (id, a) values (default, 2), (7, 3)", "insert", "numbered_column",
       "id"},
      {shop, "insert into t (id, a) select id, 1 from u", "insert_select", "numbered_column", "id"},
      {shop, "insert into t (id, a) select nextval('t_id_seq'), 1 from u", "insert_select",
       "numbered_column", "?"},
      {shop, "insert into u (id) values (1)", "insert", "numbered_column", "?"},
      {shop, "insert into t default values", "insert", "numbered_column", "?"},
      {shop, "insert into t (id, a) values (1, 2)", "insert", "needs_setval", "yes"},
      {shop, "insert into t (id, a) values (1, 2); select setval('t_id_seq', 9)", "insert",
       "needs_setval", "no"},
      {shop, "insert into t (id, a) values (1, 2); alter sequence t_id_seq restart with 9",
       "insert", "needs_setval", "no"},
      {shop, "insert into t (id, a) values (1, 2); drop table t", "insert", "needs_setval", "no"},
      {shop, "insert into u values (1)", "insert", "lists_columns", "no"},
      {shop, "insert into u default values", "insert", "lists_columns", "yes"},
      {shop, "insert into u select 1", "insert", "never_analyzed", "no"},
      {shop, "insert into u select id from t", "insert_select", "never_analyzed", "yes"},
      {shop, "insert into u select id from t; analyze u", "insert_select", "never_analyzed", "no"},
      {shop, "insert into u select id from t; analyze", "insert_select", "never_analyzed", "no"},
      {shop, "update u set id = 1 where id = 2", "update", "never_analyzed", "no"},
  };
  check(rows);
}

TEST_CASE("a new label of an enum in its own transaction") {
  const Row rows[] = {
      {shop, "alter type mood add value 'x'; update t set m = 'x'", "update", "new_label", "x"},
      {shop, "alter type mood add value 'x'; update t set m = 'x'", "update", "label_type_sql",
       "public.mood"},
      {shop, "alter type mood add value 'o''x'; update t set m = 'o''x'", "update",
       "new_label_literal", "'o''x'"},
      {shop, "alter type mood add value 'x'; update t set b = 'x'", "update", "new_label", "?"},
      {shop, "alter type mood add value 'x'; update t set a = 1 where m in ('glad', 'x')", "update",
       "new_label", "x"},
      {shop, "alter type mood add value 'x'; update t set b = 'x'::mood::text", "update",
       "new_label", "x"},
      {shop, "alter type mood add value 'x'; insert into t (a, m) values (1, 'x')", "insert",
       "new_label", "x"},
      {shop, "alter type mood add value 'x'; insert into t values (1, 2, 'b', 'x')", "insert",
       "new_label", "x"},
      {shop, "alter type mood add value 'x'; insert into t values (1, 2, 'x', 'glad')", "insert",
       "new_label", "?"},
      {shop, "alter type mood add value 'x'; alter table t alter m set default 'x'", "set_default",
       "new_label", "x"},
      {shop, "alter type mood add value 'x'; alter table t add k mood default 'x'", "add_column",
       "new_label", "x"},
      {shop, "alter type mood add value 'x'; alter table t add check (m <> 'x')", "add_check",
       "new_label", "x"},
      {shop, "alter type mood add value 'x'; create index i on t (a) where m = 'x'", "create_index",
       "new_label", "x"},
      {shop, "alter type mood add value 'x'; commit; update t set m = 'x'", "update", "new_label",
       "?"},
      {shop, "alter type mood add value 'x'; update t set m = 'glad'", "update", "new_label", "?"},
      {shop, "alter type mood add value if not exists 'glad'; update t set m = 'glad'", "update",
       "new_label", "?"},
      {shop, "alter type mood rename value 'glad' to 'x'; update t set m = 'x'", "update",
       "new_label", "?"},
  };
  check(rows);
  const Row in_new_type = {"",
                           "create type k as enum ('a'); alter type k add value 'x';"
                           "create table n (k k default 'x')",
                           "create_table", "new_label", ""};
  CHECK(value_of(in_new_type, 12) == "x");
  CHECK(value_of(in_new_type, 16) == "x");
  CHECK(value_of(in_new_type, 17) == "?");
}

TEST_CASE("what is there already, and what is not there yet") {
  const Row rows[] = {
      {shop, "create table t (id int)", "create_table", "exists", "yes"},
      {shop, "create table x (id int)", "create_table", "exists", "no"},
      {std::string("!") + shop, "create table t (id int)", "create_table", "exists", "?"},
      {"alter table t add a int", "create table t (id int)", "create_table", "exists", "?"},
      {shop, "drop table t; create table t (id int)", "create_table", "exists", "no"},
      {shop, "alter table t add column a int", "add_column", "exists", "yes"},
      {shop, "alter table t add column z int", "add_column", "exists", "no"},
      {shop, "create type mood as enum ()", "create_type", "exists", "yes"},
      {shop, "create table if not exists t (id int)", "create_table", "guarded", "yes"},
      {shop, "create or replace view v as select 1", "create_view", "guarded", "yes"},
      {shop, "alter table t add column if not exists a int", "add_column", "guarded", "yes"},
      {shop, "alter table t drop column if exists a", "drop_column", "guarded", "yes"},
      {shop, "drop table if exists t", "drop_table", "guarded", "yes"},
      {shop, "drop table t", "drop_table", "guarded", "no"},
      {shop, "drop table t; drop table u", "drop_table", "followed", "yes"},
      {shop, "drop table t; select 1", "drop_table", "followed", "no"},
      {"", "create table a (b_id int references b); create table b (id int)", "create_table",
       "created_later", "public.b"},
      {"", "create index i on b (id); create table b (id int)", "create_index", "created_later",
       "public.b"},
      {"", "drop table if exists b; create table b (id int)", "drop_table", "created_later", "?"},
      {"", "alter table b rename to c; create table b (id int)", "rename_table", "created_later",
       "?"},
      {"", "insert into b values (1); drop table b; create table b (id int)", "insert",
       "created_later", "?"},
      {"", "insert into b values (1); create table if not exists b (id int)", "insert",
       "created_later", "?"},
      {"", "insert into b values (1); do $$ begin perform f(); end $$; create table b (id int)",
       "insert", "created_later", "?"},
      {shop, "create index i on t (a); alter table t alter b type varchar(9)", "alter_type",
       "built_before", "i"},
      {shop, "create index i on t (a); alter table t add z int", "add_column", "built_before", "?"},
      {shop, "create index i on u (id); alter table t alter b type varchar(9)", "alter_type",
       "built_before", "?"},
  };
  check(rows);
}

TEST_CASE("renames that keep the old name") {
  const Row rows[] = {
      {shop, "alter type mood rename to old; create type mood as enum ()", "rename_type",
       "old_name_kept", "yes"},
      {shop, "alter type mood rename to old", "rename_type", "old_name_kept", "no"},
      {shop,
       "alter table u rename id to k; alter table u add id int generated always as (k) stored",
       "rename_column", "old_name_kept", "yes"},
      {shop, "alter table u rename id to k", "rename_column", "old_name_kept", "no"},
      {shop,
       "alter table u rename to x; alter table x rename id to k; create view u as select k as id "
       "from x",
       "rename_column", "old_name_kept", "yes"},
      {shop, "alter table u rename to x", "rename_table", "renamed_sql", "public.x"},
      {shop, "alter table u set schema \"S\"", "set_schema", "renamed_sql", "\"S\".u"},
      {shop, "alter type mood rename value 'glad' to 'x'", "rename_enum_value", "object", "glad"},
      {shop, "alter type mood rename value 'glad' to 'x'", "rename_enum_value", "enum_sql",
       "public.mood"},
      {shop, "alter type mood add value 'y'; alter type mood rename value 'y' to 'z'",
       "rename_enum_value", "own_object", "yes"},
  };
  check(rows);
}

TEST_CASE("locks and limits of a whole script") {
  const Row rows[] = {
      {shop, "alter table t add z int", "add_column", "waits_unlimited", "yes"},
      {shop, "set lock_timeout = 5; alter table t add z int", "add_column", "waits_unlimited",
       "no"},
      {shop, "set lock_timeout = 0; alter table t add z int", "add_column", "waits_unlimited",
       "yes"},
      {shop, "select f(); alter table t add z int", "add_column", "waits_unlimited", "no"},
      {shop, "create table x (id int); alter table x add z int", "add_column", "waits_unlimited",
       "no"},
      {shop, "alter table t drop column b; alter table t add z int", "add_column",
       "waits_unlimited", "no"},
      {shop, "update t set a = 1", "update", "waits_unlimited", "no"},
      {shop, "alter table t add check (a > 0)", "add_check", "works_unlimited", "yes"},
      {shop, "alter table t add z int", "add_column", "works_unlimited", "no"},
      {shop, "set statement_timeout = '9s'; alter table t add check (a > 0)", "add_check",
       "works_unlimited", "no"},
      {shop, "alter table t add z int", "add_column", "idles_unlimited", "yes"},
      {shop, "commit; alter table t add z int", "add_column", "idles_unlimited", "no"},
      {shop, "alter table t add z int; create table x as select a from t", "create_table_as",
       "slow_under_lock", "yes"},
      {shop, "alter table t add z int; create table x as select a from t", "create_table_as",
       "held_exclusively", "public.t"},
      {shop, "create table x as select a from t; alter table t add z int", "create_table_as",
       "slow_under_lock", "no"},
      {shop, "alter table t add z int; commit; create table x as select a from t",
       "create_table_as", "slow_under_lock", "no"},
      {shop, "create table y (); alter table y add z int; create table x as select a from t",
       "create_table_as", "slow_under_lock", "no"},
      {shop, "alter table t add z int; alter table u add z int; select 1", "select",
       "held_exclusively", "public.t,public.u"},
      {shop, "alter table t add z int; alter table u drop column id", "drop_column", "also_locked",
       "public.u"},
      {shop, "alter table t add z int; alter table t drop column b", "drop_column", "also_locked",
       ""},
      {shop, "alter table t add z int; commit; alter table u drop column id", "drop_column",
       "also_locked", ""},
      {shop, "commit; alter table t add z int; alter table t drop column b", "drop_column",
       "could_join", "yes"},
      {shop, "alter table t add z int; alter table t drop column b", "drop_column", "could_join",
       "no"},
      {shop, "alter table t add check (a > 0); alter table t alter a set not null", "set_not_null",
       "could_join", "no"},
      {shop, "alter table t add check (a > 0); alter table t alter b type varchar(9)", "alter_type",
       "could_join", "yes"},
      {shop, "commit; alter table t add check (a > 0) not valid; alter table t drop column b",
       "drop_column", "could_join", "no"},
  };
  check(rows);
}

TEST_CASE("transactions that a script controls itself") {
  const Row rows[] = {
      {"", "begin; select 1; commit", "transaction", "nested", "yes"},
      {"", "commit; begin; commit", "transaction", "ends_runner", "yes"},
      {"", "begin; commit", "transaction", "left_open", "no"},
      {"", "rollback", "transaction", "ends_runner", "yes"},
      {"", "commit; vacuum t", "transaction", "next_call", "op.execute(\"vacuum t\")"},
      {"", "commit", "transaction", "next_call", "pass"},
      {"", "savepoint a", "transaction", "object", "SAVEPOINT"},
      {"", "do $$ begin create table x (); end $$", "do_block", "block_changes_schema", "yes"},
      {"", "do $$ begin update x set a = 1; end $$", "do_block", "block_changes_schema", "no"},
  };
  check(rows);
}

TEST_CASE("what a project says of its connections, and wants said of lost data") {
  FactSettings settings;
  settings.session = {{"lock_timeout", "2s"}};
  settings.acknowledgement = "Backup:";
  const auto value = [&](const std::string& text, const char* fact) {
    Schema schema;
    const Revision revision = test::revision_of(text);
    const ScriptFacts script =
        script_facts({revision, Direction::upgrade, "sql", 15, nullptr, &settings}, schema);
    const StatementFacts& facts = script.statements.back().facts.front();
    return test::shown(FactTable<StatementFacts>(statement_table(), facts).value(fact));
  };
  CHECK(value("alter table t add a int", "lock_timeout") == "2000");
  CHECK(value("alter table t add a int", "waits_unlimited") == "no");
  CHECK(value("set lock_timeout = 0; alter table t add a int", "waits_unlimited") == "yes");
  CHECK(value("set lock_timeout = 5; reset lock_timeout; alter table t add a int",
              "lock_timeout") == "2000");
  CHECK(value("drop table t", "acknowledged") == "no");
  CHECK(value("-- backup: of this night\ndrop table t", "acknowledged") == "yes");
  settings.acknowledgement.clear();
  CHECK(value("drop table t", "acknowledged") == "?");
}
