#include <doctest/doctest.h>

#include "unit/policy/script_rows.h"

// The facts of the areas "locks" and "rewrites", which take a whole script to tell.

using namespace migcheck;
using test::check;
using test::Row;
using test::value_of;

namespace {

constexpr const char* table_t =
    "create table t (id int primary key, a int, b int, c text); create index t_ab on t (a, b)";
constexpr const char* partitioned =
    "create table p (k int, v int) partition by range (k);"
    "create table p1 partition of p for values from (0) to (9)";
constexpr const char* with_default =
    "create table p (k int, v int) partition by list (k);"
    "create table p1 partition of p for values in (1);"
    "create table pd partition of p default; create table n (k int, v int)";
constexpr const char* children =
    "create table r (id int primary key); create table t (id int primary key, r_id int references "
    "r)";

}  // namespace

TEST_CASE("what an index repeats") {
  const Row rows[] = {
      {table_t, "create index i on t (id)", "create_index", "equal_index", "public.t_pkey"},
      {table_t, "create index i on t (a, b)", "create_index", "equal_index", "public.t_ab"},
      {table_t, "create index i on t (b, a)", "create_index", "equal_index", "?"},
      {table_t, "create index i on t (a desc, b)", "create_index", "equal_index", "?"},
      {table_t, "create index i on t (a, b) where a > 0", "create_index", "equal_index", "?"},
      {table_t, "create unique index i on t (a, b)", "create_index", "equal_index", "?"},
      {table_t, "create index i on t using brin (a, b)", "create_index", "equal_index", "?"},
      {table_t, "create index i on t (a, b); drop index t_ab", "create_index", "equal_index", "?"},
      {table_t, "create index i on t (a, b); alter table t drop column b", "create_index",
       "equal_index", "?"},
      {table_t, "create index i on t (id); alter table t drop constraint t_pkey", "create_index",
       "equal_index", "?"},
      {"! create table t (a int); create index t_a on t (a)", "create index i on t (a)",
       "create_index", "equal_index", "public.t_a"},
      {table_t, "create index if not exists t_ab on t (a, b)", "create_index", "equal_index", "?"},
      {table_t, "alter table t add unique (id)", "add_unique", "equal_index", "public.t_pkey"},
      {table_t, "alter table t add unique (a)", "add_unique", "equal_index", "?"},
      {table_t, "create index i on t (a)", "create_index", "longer_index", "public.t_ab"},
      {table_t, "create index i on t (b)", "create_index", "longer_index", "?"},
      {table_t, "create unique index i on t (a)", "create_index", "longer_index", "?"},
      {table_t, "create index i on t (a, c, a)", "create_index", "repeated_column", "a"},
      {table_t, "create index i on t (a) include (b, a)", "create_index", "repeated_column", "a"},
      {table_t, "create index i on t (c, c text_pattern_ops)", "create_index", "repeated_column",
       "?"},
      {table_t, "create index i on t (a, lower(c), b)", "create_index", "index_keys", "3"},
      {table_t, "drop index if exists i; create index i on t (a)", "create_index",
       "index_dropped_before", "yes"},
      {table_t, "drop index if exists j; create index i on t (a)", "create_index",
       "index_dropped_before", "no"},
      {table_t, "create index if not exists i on t (a)", "create_index", "unguarded_sql",
       "create index i on t (a)"},
      {"create schema s; create table s.t (a int)", "create index \"I\" on s.t (a)", "create_index",
       "index_sql", "s.\"I\""},
      {table_t, "drop index t_ab", "drop_index", "index_sql", "public.t_ab"},
  };
  check(rows);
}

TEST_CASE("what needs an index that is dropped") {
  const Row rows[] = {
      {table_t, "drop index t_pkey", "drop_index", "required_by", "constraint t_pkey"},
      {table_t, "drop index t_ab", "drop_index", "required_by", "?"},
      {"", "drop index t_pkey", "drop_index", "required_by", "?"},
      {"create table p (k int) partition by range (k); create table p1 partition of p default; "
       "create index p_k on p (k)",
       "drop index p1_k_idx", "drop_index", "required_by", "index public.p_k"},
      {table_t, "drop index t_pkey", "drop_index", "safe_steps_sql",
       "ALTER TABLE public.t DROP CONSTRAINT t_pkey;"},
  };
  check(rows);
}

TEST_CASE("what a DO block makes is new, unless it may have been there") {
  const std::string create = "create table n (a int)";
  const std::string unless =
      "do $$ begin if not exists (select from pg_class where relname = 'n') "
      "then create table n (a int); end if; end $$; ";
  const Row rows[] = {
      {"", "do $$ begin create table n (a int); end $$; create index i on n (a)", "create_index",
       "new_table", "yes"},
      {"", unless + "create index i on n (a)", "create_index", "new_table", "yes"},
      {create, unless + "create index i on n (a)", "create_index", "new_table", "no"},
      {create, "do $$ begin perform 1; end $$; create index i on n (a)", "create_index",
       "new_table", "no"},
      {"", "do $$ begin create table n (a int); end $$; drop table n", "drop_table", "own_object",
       "yes"},
      {create, "do $$ begin perform 1; end $$; drop table n", "drop_table", "own_object", "no"},
  };
  check(rows);
}

TEST_CASE("indexes and keys of partitioned tables") {
  const Row rows[] = {
      {partitioned, "create index i on p (v)", "create_index", "relation_kind", "partitioned"},
      {partitioned, "create index i on p1 (v)", "create_index", "relation_kind", "table"},
      {"", "create index i on p (v)", "create_index", "relation_kind", "?"},
      {partitioned, "create index i on only p (v)", "create_index", "only", "yes"},
      {partitioned, "create index i on p (v)", "create_index", "safe_steps_alembic",
       "op.execute(\"CREATE INDEX i ON ONLY public.p (v)\")\n"
       "with op.get_context().autocommit_block():\n"
       "    op.execute(\"CREATE INDEX CONCURRENTLY p1_i ON public.p1 (v)\")\n"
       "op.execute(\"ALTER INDEX public.i ATTACH PARTITION public.p1_i\")"},
      {"create table p (k int) partition by range (k)", "create index on p (k)", "create_index",
       "safe_steps_sql", "CREATE INDEX p_idx ON ONLY public.p (k);"},
      {table_t, "create index i on t (a)", "create_index", "safe_steps_sql", "?"},
      {partitioned, "create unique index i on p (v)", "create_index", "partition_key_missing", "k"},
      {partitioned, "create unique index i on p (v, k)", "create_index", "partition_key_missing",
       ""},
      {partitioned, "create unique index i on p1 (v)", "create_index", "partition_key_missing", ""},
      {partitioned, "alter table p add primary key (v)", "add_primary_key", "partition_key_missing",
       "k"},
      {"", "create table q (a int primary key, b int) partition by hash (b)", "create_table",
       "partition_key_missing", "b"},
      {"", "create table q (a int unique) partition by list ((a + 1))", "create_table",
       "partition_key_missing", "an expression"},
  };
  check(rows);
}

TEST_CASE("the foreign keys that a statement adds") {
  const Row rows[] = {
      {children, "create table n (id int, t_id int references t, r_id int references r)",
       "create_table", "referenced_tables", "public.t,public.r"},
      {children, "alter table r add x int; create table n (r_id int references r)", "create_table",
       "referenced_tables", ""},
      {children, "create table n (id int primary key, up int references n)", "create_table",
       "referenced_tables", ""},
      {"", "create table m (id int primary key); create table n (m_id int references m)",
       "create_table", "referenced_tables", ""},
      {children, "create table n (r_id int references r)", "create_table", "unindexed_foreign_keys",
       "r_id"},
      {children, "create table n (a int references r references r references t)", "create_table",
       "unindexed_foreign_keys", "a"},
      {children, "create table n (r_id int references r); create index on n (r_id, r_id)",
       "create_table", "unindexed_foreign_keys", ""},
      {children,
       "create table n (a int, b int, foreign key (a, b) references x (a, b), unique (b, a))",
       "create_table", "unindexed_foreign_keys", ""},
      {children, "create table n (a int, b int, foreign key (a, b) references x (a, b))",
       "create_table", "unindexed_foreign_keys", "(a, b)"},
      {children, "create table n (a int references r); create index on n (a) where a is not null",
       "create_table", "unindexed_foreign_keys", ""},
      {children, "create table n (a int references r); create index on n (a) where a > 5",
       "create_table", "unindexed_foreign_keys", "a"},
      {children, "create table n (a int references r); drop table n", "create_table",
       "unindexed_foreign_keys", ""},
      {"", "alter table unseen add foreign key (a) references r", "add_foreign_key",
       "unindexed_foreign_keys", ""},
      {"", "alter table unseen add a int; alter table unseen add foreign key (a) references r",
       "add_foreign_key", "unindexed_foreign_keys", "a"},
      {children, "alter table t add foreign key (id) references r", "add_foreign_key",
       "unindexed_foreign_keys", ""},
      {children, "alter table t add b int references r on delete cascade", "add_foreign_key",
       "missing_indexes_sql", "CREATE INDEX CONCURRENTLY t_b_idx ON public.t (b);"},
      {children, "alter table t add b int references r on delete cascade", "add_foreign_key",
       "cascading_foreign_keys", "b"},
      {children, "alter table t add b int references r", "add_foreign_key",
       "actionless_foreign_keys", "b"},
      {"create collation ci (provider = icu, locale = 'und', deterministic = false);"
       "create table r (a text collate ci primary key)",
       "create table n (a text references r)", "create_table", "collation_clash",
       "default and public.ci"},
      {"create collation ci (provider = icu, locale = 'und', deterministic = true);"
       "create table r (a text collate ci primary key)",
       "create table n (a text references r)", "create_table", "collation_clash", "?"},
      {children, "create table n (r_id int references r)", "create_table", "collation_clash", "?"},
      {children, "alter table t add b int references r deferrable", "add_foreign_key",
       "immediate_foreign_keys", ""},
      {children, "alter table t add b int default 1 references r, drop column r_id",
       "add_foreign_key", "not_valid_sql",
       "ALTER TABLE public.t ADD CONSTRAINT t_b_fkey FOREIGN KEY (b) REFERENCES public.r NOT "
       "VALID"},
  };
  check(rows);
}

TEST_CASE("constraints that are added") {
  const Row rows[] = {
      {table_t, "alter table t add check (c <> now()::text)", "add_check", "check_function",
       "now()"},
      {table_t, "alter table t add check (c <> current_user)", "add_check", "check_function",
       "CURRENT_USER"},
      {table_t, "alter table t add check (a > random())", "add_check", "check_function",
       "random()"},
      {table_t, "alter table t add check (c = lower(c))", "add_check", "check_function", "?"},
      {table_t, "alter table t add check (own(c))", "add_check", "check_function", "?"},
      {"", "create table n (a date check (a > current_date))", "create_table", "check_function",
       "CURRENT_DATE"},
      {table_t, "alter table t add check (a > 0) not enforced", "add_check", "enforced", "no"},
      {table_t, "alter table t add check (a > 0) not valid", "add_check", "enforced", "yes"},
      {"", "create table n (a int check (a > 0) not enforced)", "create_table", "enforced", "no"},
      {table_t, "alter table t add check (a is not null)", "add_check", "checked_column", "a"},
      {table_t, "alter table t add check (a is not null and b > 0)", "add_check", "checked_column",
       "?"},
      {table_t, "alter table t add check (a > 0), add x int", "add_check", "not_valid_sql",
       "ALTER TABLE public.t ADD CONSTRAINT t_check CHECK (a > 0) NOT VALID"},
      {table_t,
       "create unique index i on t (a); alter table t add constraint k primary key using index i",
       "add_primary_key", "safe_steps_sql",
       "ALTER TABLE public.t ADD CONSTRAINT a_not_null CHECK (a IS NOT NULL) NOT VALID;\n"
       "ALTER TABLE public.t VALIDATE CONSTRAINT a_not_null;"},
      {"create domain d as int; create table u (x d)", "alter domain d add check (value > 0)",
       "add_domain_constraint", "domain_in_use", "yes"},
      {"create domain d as int", "alter domain d add check (value > 0)", "add_domain_constraint",
       "domain_in_use", "no"},
      {"create domain d as int", "create table u (x d); alter domain d set not null",
       "set_domain_not_null", "domain_in_use", "no"},
      {"", "alter domain d add check (value > 0)", "add_domain_constraint", "domain_in_use", "?"},
  };
  check(rows);
}

TEST_CASE("locks that are there before") {
  const Row rows[] = {
      {table_t,
       "alter table t add constraint k check (a > 0) not valid; alter table t validate constraint "
       "k",
       "validate_constraint", "held_lock", "ACCESS EXCLUSIVE"},
      {table_t,
       "alter table t add constraint k check (a > 0) not valid; commit; alter table t validate "
       "constraint k",
       "validate_constraint", "held_lock", "?"},
      {table_t, "alter table t add constraint k check (a > 0) not valid, validate constraint k",
       "validate_constraint", "held_lock", "ACCESS EXCLUSIVE"},
      {table_t, "alter table t validate constraint k", "validate_constraint", "held_lock", "?"},
      {table_t, "comment on table t is 'x'; alter table t validate constraint k",
       "validate_constraint", "held_lock", "?"},
      {table_t, "lock table t; alter table t add x int", "lock_table", "locked_anyway", "yes"},
      {table_t, "lock table t; update t set a = 1", "lock_table", "locked_anyway", "no"},
      {table_t, "lock table t; commit; alter table t add x int", "lock_table", "locked_anyway",
       "no"},
      {table_t, "alter table t add x int; drop trigger g on t", "drop_trigger", "held_lock",
       "ACCESS EXCLUSIVE"},
      {table_t, "create temporary table x (a int); commit; create index i on x (a)", "create_index",
       "new_table", "yes"},
  };
  check(rows);
}

TEST_CASE("what goes with what is dropped") {
  const Row rows[] = {
      {children, "alter table t drop constraint t_r_id_fkey", "drop_constraint", "other_ends",
       "public.r"},
      {children, "alter table t drop column r_id", "drop_column", "other_ends", "public.r"},
      {children, "drop table t", "drop_table", "other_ends", "public.r"},
      {children, "drop table t, r", "drop_table", "other_ends", ""},
      {children, "alter table r add x int; drop table t", "drop_table", "other_ends", ""},
      {children, "alter table t drop constraint t_pkey", "drop_constraint", "other_ends", ""},
      {"", "alter table t drop constraint unseen", "drop_constraint", "other_ends", ""},
      {children, "alter table t drop constraint t_r_id_fkey", "drop_constraint", "constraint_kind",
       "foreign key"},
      {"", "alter table t drop constraint unseen", "drop_constraint", "constraint_kind", "?"},
      {children, "alter table t drop constraint t_pkey", "drop_constraint", "loses_primary_key",
       "yes"},
      {children, "alter table t drop column id", "drop_column", "loses_primary_key", "yes"},
      {children, "alter table t drop constraint t_pkey; alter table t add primary key (id, r_id)",
       "drop_constraint", "loses_primary_key", "no"},
      {children, "alter table t replica identity full; alter table t drop constraint t_pkey",
       "drop_constraint", "loses_primary_key", "no"},
      {children, "alter table t drop constraint t_pkey", "drop_constraint", "replaced", "no"},
      {children,
       "alter table t drop constraint t_r_id_fkey; alter table t add constraint other foreign key "
       "(r_id) references r on delete cascade",
       "drop_constraint", "replaced", "yes"},
      {table_t, "create unique index i on t (id); alter table t drop constraint t_pkey",
       "drop_constraint", "replaced", "no"},
      {"create table u (a int unique)",
       "alter table u drop constraint u_a_key, add primary key (a)", "drop_constraint", "replaced",
       "yes"},
      {children, "alter table t drop constraint t_r_id_fkey; alter table t drop column r_id",
       "drop_constraint", "goes_anyway", "yes"},
  };
  check(rows);
}

TEST_CASE("changes of columns and of storage") {
  const Row rows[] = {
      {table_t, "alter table t add n int not null default 0; alter table t alter n drop default",
       "drop_default", "own_column", "yes"},
      {table_t, "alter table t alter a drop default", "drop_default", "own_column", "no"},
      {"",
       "create table n (a int default 1); alter table n add b int; alter table n alter b drop "
       "default",
       "drop_default", "own_column", "no"},
      {table_t, "alter table t add n int not null default 0; alter table t alter n drop default",
       "drop_default", "column_not_null", "yes"},
      {table_t, "alter table t add n int default 0; alter table t alter n drop default",
       "drop_default", "column_not_null", "no"},
      {"create table t (a varchar(5) check (a <> ''))", "alter table t alter a type varchar(9)",
       "alter_type", "rechecks", "yes"},
      {"create table t (a varchar(5))", "alter table t alter a type varchar(9)", "alter_type",
       "rechecks", "no"},
      {table_t, "alter table t set tablespace x", "set_tablespace", "tablespace", "x"},
      {table_t, "alter table t set tablespace pg_default", "set_tablespace", "tablespace", "?"},
      {"", "alter table t set tablespace pg_default", "set_tablespace", "tablespace", "pg_default"},
      {table_t, "alter index t_ab set tablespace x", "alter_index", "tablespace", "x"},
      {"", "create unlogged table n (a int)", "create_table", "unlogged", "yes"},
      {"", "create unlogged table n as select 1", "create_table_as", "unlogged", "yes"},
      {"", "create table n (a int)", "create_table", "unlogged", "no"},
      {table_t, "alter table t set (autovacuum_enabled = off)", "set_options",
       "disables_autovacuum", "yes"},
      {table_t, "alter table t set (toast.autovacuum_enabled = 0)", "set_options",
       "disables_autovacuum", "yes"},
      {table_t, "alter table t set (autovacuum_enabled)", "set_options", "disables_autovacuum",
       "no"},
      {table_t, "alter table t reset (autovacuum_enabled)", "set_options", "disables_autovacuum",
       "no"},
      {"", "create table n (a int) with (autovacuum_enabled = false)", "create_table",
       "disables_autovacuum", "yes"},
      {table_t, "alter table t disable trigger all", "switch_trigger", "disables_triggers", "yes"},
      {table_t, "alter table t enable trigger user", "switch_trigger", "disables_triggers", "no"},
      {table_t, "alter table t disable trigger x", "switch_trigger", "disables_triggers", "no"},
      {"", "set session_replication_role = replica", "set_variable", "setting",
       "session_replication_role"},
      {"", "set session_replication_role = replica", "set_variable", "setting_value", "replica"},
      {"", "reset session_replication_role", "set_variable", "setting_value", "?"},
  };
  check(rows);
}

TEST_CASE("partitions and materialized views") {
  const Row rows[] = {
      {with_default, "create table p2 partition of p for values in (2)", "create_table",
       "parent_table", "public.p"},
      {"", "create table q (k int) partition by list (k); create table q1 partition of q default",
       "create_table", "parent_table", "?"},
      {with_default, "create table p2 partition of p for values in (2)", "create_table",
       "default_partition", "public.pd"},
      {with_default, "create table p2 partition of p for values in (2)", "create_table",
       "default_partition_scan", "yes"},
      {with_default, "alter table p attach partition n for values in (3)", "attach_partition",
       "partition_scan", "yes"},
      {with_default,
       "create table m (k int, v int); alter table p attach partition m for values in (3)",
       "attach_partition", "partition_scan", "no"},
      {with_default, "alter table p attach partition n for values in (3)", "attach_partition",
       "default_partition_scan", "yes"},
      {with_default,
       "alter table pd add check (k <> 3); alter table p attach partition n for values in (3)",
       "attach_partition", "default_partition_scan", "no"},
      {partitioned, "alter table p detach partition p1", "detach_partition", "default_partition",
       "?"},
      {partitioned, "alter table p detach partition p1", "detach_partition", "safe_steps_sql",
       "ALTER TABLE public.p DETACH PARTITION public.p1 CONCURRENTLY;"},
      {partitioned, "create table d partition of p default", "create_table",
       "makes_default_partition", "yes"},
      {partitioned, "alter table p add w int", "add_column", "partitions_locked", "1"},
      {partitioned, "alter table only p set (fillfactor = 70)", "set_options", "partitions_locked",
       "0"},
      {"create materialized view m as select 1 as a", "refresh materialized view m", "refresh",
       "populated", "yes"},
      {"create materialized view m as select 1 as a with no data", "refresh materialized view m",
       "refresh", "populated", "no"},
      {"", "refresh materialized view m", "refresh", "populated", "?"},
      {"create materialized view m as select 1 as a; create unique index on m (a)",
       "refresh materialized view m", "refresh", "has_unique_index", "yes"},
      {"create materialized view m as select 1 as a; create unique index on m (a) where a > 0",
       "refresh materialized view m", "refresh", "has_unique_index", "no"},
      {"", "refresh materialized view m", "refresh", "has_unique_index", "?"},
      {"", "create materialized view m as select 1 with no data", "create_materialized_view",
       "populated", "no"},
  };
  check(rows);
}

TEST_CASE("the server that a statement is for") {
  const Row row = {"", "select 1", "select", "pg_version", "17"};
  CHECK(value_of(row, 17) == "17");
  CHECK(value_of({"", "select 1", "select", "pg_minor", ""}) == "?");
}
