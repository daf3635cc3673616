#include "unit/sql/parse_rows.h"

using namespace migcheck;
using namespace migcheck::sql;

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
