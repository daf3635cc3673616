#include <doctest/doctest.h>

#include "core/text.h"
#include "facts/statement_facts.h"
#include "sql/parse.h"

// What each kind of statement locks. The expectations were measured on PostgreSQL 15.18 and 18.4;
// tests/oracle/locks holds many more statements against the server itself.

using namespace migcheck;

namespace {

const char* const shop = R"sql(
create table shops (id int primary key, code text unique);
create domain amount as int check (value > 0);
create domain label as text;
create type kind as enum ('a', 'b');
create table items (
  id serial primary key, shop_id int constraint items_shop references shops, name varchar(50),
  code char(5), price numeric(10,2), notes text, n int, seen timestamp, seen3 timestamp(3),
  span interval(2), flags varbit(8), mask bit(4), host cidr, doc json, tag label, k kind,
  big bigint, small smallint, day date, checked int,
  constraint items_checked check (checked is not null), constraint items_notes check (notes <> ''),
  constraint items_name unique (name));
alter table items add constraint items_later check (n > 0) not valid;
alter table items add constraint items_shop_later foreign key (n) references shops not valid;
create index items_n_idx on items (n);
create unique index items_big_uq on items (big);
create unique index items_checked_uq on items (checked);
create table parts (id int, item_id int references items);
create table logs (id int, at int);
create unlogged table scratch (id int);
create table events (k int, item_id int) partition by range (k);
create table events_1 partition of events for values from (0) to (10);
create table events_rest partition of events default;
create table fresh (k int, item_id int);
create table checked (k int not null, item_id int, check (k >= 10 and k < 20));
create table amounts (a amount, l label);
create table above (id int);
create materialized view top_items as select * from items;
create view cheap as select * from items;
create sequence counter;
)sql";

const char* short_name(LockMode mode) {
  static const char* const names[] = {"AS", "RS", "RX", "SUE", "S", "SRE", "E", "AE"};
  return names[static_cast<int>(mode)];
}

std::string flag(Ternary value, const std::string& name) {
  if (value == Ternary::no) return "";
  return " " + name + (value == Ternary::unknown ? "?" : "");
}

void apply(Schema& schema, TransactionState& state, const std::string& text) {
  for (const sql::ParsedStatement& part : sql::parse(text)) {
    REQUIRE_FALSE(part.error);
    state.apply(part.operation, schema);
    schema.apply(part.operation);
  }
}

// The locks of the last statement of `text`; those before it are its transaction so far.
std::string locks_of(const std::string& text, int pg_version = 15) {
  Schema schema;
  TransactionState state, before;
  apply(schema, before, shop);
  const std::vector<sql::ParsedStatement> parts = sql::parse(text);
  REQUIRE_FALSE(parts.empty());
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    state.apply(parts[i].operation, schema);
    schema.apply(parts[i].operation);
  }
  REQUIRE_FALSE(parts.back().error);
  FactContext context{schema, state};
  context.pg_version = pg_version;
  context.sql = text;
  std::vector<std::string> lines;
  for (const RelationLock& lock : merged_locks(statement_facts(parts.back().operation, context))) {
    lines.push_back(replace_all(lock.relation, "public.", "") + " " + short_name(lock.mode) +
                    flag(lock.rewrite, "rewrite") + flag(lock.scan, "scan"));
  }
  return join(lines, ", ");
}

// The same of one relation alone.
std::string lock_on(const std::string& relation, const std::string& text) {
  const std::string locks = ", " + locks_of(text) + ", ";
  const std::size_t begin = locks.find(", " + relation + " ");
  if (begin == std::string::npos) return "";
  return locks.substr(begin + 2, locks.find(", ", begin + 2) - begin - 2);
}

struct Row {
  std::string sql;
  std::string locks;
};

void check(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(row.sql);
    CHECK(locks_of(row.sql) == row.locks);
  }
}

}  // namespace

TEST_CASE("adding columns") {
  check({
      {"alter table items add a int", "items AE"},
      {"alter table items add a int default 5", "items AE"},
      {"alter table items add a int not null default 5", "items AE"},
      {"alter table items add a timestamptz default now()", "items AE"},
      {"alter table items add a date default current_date", "items AE"},
      {"alter table items add a timestamptz default timezone('utc', now())", "items AE"},
      {"alter table items add a jsonb default jsonb_build_object('a', 1)", "items AE"},
      {"alter table items add a text default concat('a', 'b')", "items AE"},
      {"alter table items add a text[] default '{}'", "items AE"},
      {"alter table items add a kind default 'a'", "items AE"},
      {"alter table items add a timestamptz default clock_timestamp()",
       "items AE rewrite scan, items_pkey AE, items_name AE, items_n_idx AE, items_big_uq AE, "
       "items_checked_uq AE"},
      {"alter table items add a uuid default gen_random_uuid()",
       "items AE rewrite scan, items_pkey AE, items_name AE, items_n_idx AE, items_big_uq AE, "
       "items_checked_uq AE"},
      {"alter table items add a float8 default round(random())",
       "items AE rewrite scan, items_pkey AE, items_name AE, items_n_idx AE, items_big_uq AE, "
       "items_checked_uq AE"},
      {"alter table items add a bigint default nextval('counter')",
       "items AE rewrite scan, items_pkey AE, items_name AE, items_n_idx AE, items_big_uq AE, "
       "items_checked_uq AE, counter RX"},
      {"alter table items add a int default shop_number()", "items AE rewrite? scan?"},
      {"create function shop_number() returns int language sql stable as 'select 1'; alter table "
       "items add a int default shop_number()",
       "items AE"},
      {"create function shop_number() returns int language plpgsql as 'begin return 1; end'; alter table items "
       "add "
       "a int default shop_number()",
       "items AE rewrite scan, items_pkey AE, items_name AE, items_n_idx AE, items_big_uq AE, "
       "items_checked_uq AE"},
      {"alter table items add a serial",
       "items AE rewrite scan, items_pkey AE, items_name AE, items_n_idx AE, items_big_uq AE, "
       "items_checked_uq AE"},
      {"alter table items add a int generated always as identity",
       "items AE rewrite scan, items_pkey AE, items_name AE, items_n_idx AE, items_big_uq AE, "
       "items_checked_uq AE"},
      {"alter table items add a int generated always as (n + 1) stored",
       "items AE rewrite scan, items_pkey AE, items_name AE, items_n_idx AE, items_big_uq AE, "
       "items_checked_uq AE"},
      {"alter table items add a amount",
       "items AE rewrite scan, items_pkey AE, items_name AE, items_n_idx AE, items_big_uq AE, "
       "items_checked_uq AE"},
      {"alter table items add a label default 'x'", "items AE"},
      {"alter table items add a int check (a > 0)", "items AE scan"},
      {"alter table items add a int unique", "items AE scan"},
      {"alter table items add a int references shops", "items AE, shops SRE"},
      {"alter table items add a int default 1 references shops", "items AE scan, shops SRE scan"},
      {"alter table items add a int default null references shops", "items AE scan, shops SRE"},
      {"alter table events add a int default 1", "events AE, events_1 AE, events_rest AE"},
  });
}

TEST_CASE("types of columns") {
  const std::pair<const char*, const char*> rows[] = {
      {"name type varchar(100)", ""},
      {"name type varchar(20)", "yes"},
      {"name type varchar", ""},
      {"name type text", ""},
      {"name type varchar(80) using name", ""},
      {"name type text using upper(name)", "yes"},
      {"notes type varchar(100)", "yes"},
      {"code type char(10)", "yes"},
      {"code type varchar(5)", "yes"},
      {"code type text", "yes"},
      {"price type numeric(12,2)", ""},
      {"price type numeric", ""},
      {"price type numeric(12,3)", "yes"},
      {"price type numeric(8,2)", "yes"},
      {"n type bigint", "yes"},
      {"small type int", "yes"},
      {"big type int", "yes"},
      {"big type numeric", "yes"},
      {"n type int", ""},
      {"seen type timestamptz", "?"},
      {"seen3 type timestamp(6)", ""},
      {"seen3 type timestamp", ""},
      {"seen type timestamp(3)", "yes"},
      {"span type interval(4)", ""},
      {"span type interval", ""},
      {"flags type varbit(16)", ""},
      {"flags type varbit", ""},
      {"mask type bit(8)", "yes"},
      {"mask type varbit", ""},
      {"host type inet", ""},
      {"doc type jsonb using doc::jsonb", "yes"},
      {"tag type text", ""},
      {"notes type label", ""},
      {"n type amount", "yes"},
      {"k type text", "yes"},
      {"day type timestamp", "yes"},
      {"never_seen type text", "?"},
      {"n type shop_type", "?"},
  };
  for (const auto& [change, rewrite] : rows) {
    CAPTURE(change);
    std::string expected = "items AE";
    if (*rewrite == 'y') expected += " rewrite scan";
    if (*rewrite == '?') expected += " rewrite? scan?";
    // The check of notes is verified again.
    if (*rewrite == 0 && std::string(change) == "notes type label") expected += " scan";
    CHECK(lock_on("items", "alter table items alter " + std::string(change)) == expected);
  }
  CHECK(locks_of("set timezone = 'UTC'; alter table items alter seen type timestamptz") ==
        "items AE");
  CHECK(lock_on("items",
                "set timezone = 'Asia/Tokyo'; alter table items alter seen type timestamptz") ==
        "items AE rewrite scan");
  CHECK(locks_of("alter table items alter notes type varchar") == "items AE scan");
}

TEST_CASE("other changes of columns") {
  check({
      {"alter table items drop column notes", "items AE"},
      {"alter table items drop column shop_id", "items AE, shops AE"},
      {"alter table items alter n set not null", "items AE scan"},
      {"alter table items alter checked set not null", "items AE"},
      {"alter table items alter id set not null", "items AE"},
      {"alter table items drop constraint items_checked, alter checked set not null",
       "items AE scan"},
      {"alter table unseen alter n set not null", "unseen AE scan?"},
      {"alter table items alter n drop not null", "items AE"},
      {"alter table items alter n set default 3", "items AE"},
      {"alter table items alter n drop default", "items AE"},
      {"alter table items alter n set statistics 100", "items SUE"},
      {"alter table items alter n set (n_distinct = 5)", "items SUE"},
      {"alter table items alter notes set storage external", "items AE"},
      {"alter table items alter notes set compression pglz", "items AE"},
      {"alter table items alter id add generated by default as identity", "items AE"},
      {"alter table items rename notes to remarks", "items AE"},
      {"comment on column items.n is 'x'", "items SUE"},
  });
}

TEST_CASE("constraints") {
  check({
      {"alter table items add check (n > 0)", "items AE scan"},
      {"alter table items add check (n > 0) not valid", "items AE"},
      {"alter table items validate constraint items_later", "items SUE scan"},
      {"alter table items validate constraint items_checked", "items SUE"},
      {"alter table items validate constraint items_shop_later", "items SUE scan, shops RS scan"},
      {"alter table items add foreign key (n) references shops", "items SRE scan, shops SRE scan"},
      {"alter table items add foreign key (n) references shops not valid", "items SRE, shops SRE"},
      {"alter table items add unique (n)", "items AE scan"},
      {"alter table items add constraint u unique using index items_big_uq",
       "items AE, items_big_uq SUE"},
      {"alter table logs add primary key (id)", "logs AE scan"},
      {"alter table items add constraint p primary key using index items_checked_uq",
       "items AE, items_checked_uq SUE"},
      {"alter table items add constraint p primary key using index items_big_uq",
       "items AE scan, items_big_uq SUE"},
      {"alter table items add exclude using btree (n with =)", "items AE scan"},
      {"alter table items drop constraint items_shop", "items AE, shops AE"},
      {"alter table items drop constraint items_later", "items AE"},
      {"alter table items alter constraint items_shop deferrable", "items AE"},
      {"alter table items rename constraint items_later to items_sooner", "items AE"},
      {"alter table events add check (k >= 0)", "events AE, events_1 AE scan, events_rest AE scan"},
      {"alter domain label add check (value <> '')",
       "amounts S scan, items S scan, top_items S scan"},
      {"alter domain label add check (value <> '') not valid", ""},
  });
}

TEST_CASE("indexes") {
  check({
      {"create index on items (n)", "items S scan"},
      {"create unique index x on items (n)", "items S scan"},
      {"create index concurrently x on items (n)", "items SUE scan"},
      {"create index x on events (k)", "events S, events_1 S scan, events_rest S scan"},
      {"create index x on only events (k)", "events S"},
      {"drop index items_n_idx", "items AE, items_n_idx AE"},
      {"drop index concurrently items_n_idx", "items SUE, items_n_idx SUE"},
      {"drop index never_seen", "never_seen AE"},
      {"alter index items_n_idx rename to i", "items_n_idx SUE"},
      {"alter table items_n_idx rename to i", "items_n_idx AE"},
      {"alter index items_n_idx set (fillfactor = 70)", "items_n_idx SUE"},
      {"reindex index items_n_idx", "items S scan, items_n_idx AE"},
      {"reindex table parts", "parts S"},
      {"reindex table concurrently parts", "parts SUE"},
      {"cluster items using items_n_idx",
       "items AE rewrite scan, items_pkey AE, items_name AE, items_n_idx AE, items_big_uq AE, "
       "items_checked_uq AE"},
      {"alter table items cluster on items_n_idx", "items SUE, items_n_idx SUE"},
      {"alter table items set without cluster", "items SUE"},
  });
}

TEST_CASE("tables, partitions and views") {
  check({
      {"create table x (id int)", ""},
      {"create table x (id int references shops)", "shops SRE"},
      {"create table x (like items including all)", ""},
      {"create table x as select * from items", "items AS scan"},
      {"create table x () inherits (above)", "above SUE"},
      {"drop table parts", "parts AE, items AE"},
      {"drop table shops cascade", "shops AE, shops_pkey AE, shops_code_key AE, items AE"},
      {"drop table events_1", "events_1 AE, events AE, events_rest AE"},
      {"alter table items rename to things", "items AE"},
      {"alter table items set schema archive", "items AE, items_id_seq AE"},
      {"alter table items owner to someone",
       "items AE, items_pkey AE, items_name AE, items_n_idx AE, items_big_uq AE, items_checked_uq "
       "AE, items_id_seq AE"},
      {"alter table items set (fillfactor = 70)", "items SUE"},
      {"alter table items set (user_catalog_table = true)", "items AE"},
      {"alter table items set unlogged",
       "items AE rewrite scan, items_pkey AE, items_name AE, items_n_idx AE, items_big_uq AE, "
       "items_checked_uq AE, items_id_seq AE"},
      {"alter table items set logged", "items AE"},
      {"alter table scratch set logged", "scratch AE rewrite scan"},
      {"alter table items set access method heap", "items AE"},
      {"alter table items set tablespace pg_default", "items AE"},
      {"alter table logs inherit above", "logs AE, above SUE"},
      {"alter table items disable trigger all", "items SRE"},
      {"alter table items enable row level security", "items AE"},
      {"alter table items replica identity full", "items AE"},
      {"alter table events attach partition fresh for values from (10) to (20)",
       "events SUE, fresh AE scan, events_rest AE scan"},
      {"alter table events attach partition checked for values from (10) to (20)",
       "events SUE, checked AE, events_rest AE scan"},
      {"alter table events detach partition events_1", "events AE, events_1 AE, events_rest AE"},
      {"alter table events detach partition events_1 concurrently", "events SUE, events_1 AE"},
      {"create table x partition of events for values from (30) to (40)",
       "events AE, events_rest AE scan"},
      {"truncate logs", "logs AE rewrite"},
      {"truncate shops cascade",
       "shops AE rewrite, shops_pkey AE, shops_code_key AE, items AE rewrite, items_pkey AE, "
       "items_name AE, items_n_idx AE, items_big_uq AE, items_checked_uq AE, parts AE rewrite"},
      {"drop view cheap", "cheap AE"},
      {"create or replace view cheap as select 1", "cheap AE"},
      {"create materialized view x as select * from items", "items AS scan"},
      {"refresh materialized view top_items", "top_items AE rewrite, items AS scan"},
      {"refresh materialized view concurrently top_items", "top_items E scan, items AS scan"},
      {"create trigger g after insert on items for each row execute function f()", "items SRE"},
      {"drop trigger g on items", "items AE"},
      {"create policy p on items using (true)", "items AE"},
      {"drop policy p on items", "items AE"},
      {"create rule r as on insert to items do also nothing", "items AE"},
      {"create statistics s on n, id from items", "items SUE"},
      {"comment on table items is 'x'", "items SUE"},
      {"grant select on items to public", ""},
      {"drop type kind cascade", "cheap AE, items AE, top_items AE"},
      {"alter type kind add value 'c'", ""},
      {"alter type kind rename value 'a' to 'z'", ""},
      {"alter type kind rename to sort", ""},
      {"alter sequence counter restart", "counter SRE"},
      {"alter publication p add table items", "items SUE"},
      {"create extension citext", ""},
  });
}

TEST_CASE("data and maintenance") {
  check({
      {"insert into items (n) values (1)",
       "items RX, items_id_seq RX, shops RS, shops_pkey RS, shops_code_key RS"},
      {"update items set n = 1",
       "items RX scan, items_pkey RX, items_name RX, items_n_idx RX, items_big_uq RX, "
       "items_checked_uq RX, shops RS, shops_pkey RS, shops_code_key RS"},
      {"delete from items where id < 0",
       "items RX scan?, items_pkey RX, items_name RX, items_n_idx RX, items_big_uq RX, "
       "items_checked_uq RX, parts RS scan"},
      {"copy items from stdin", "items RX"},
      {"select setval('counter', 5)", "counter RX"},
      {"select * from items for update",
       "items RS scan, items_pkey RS, items_name RS, items_n_idx RS, items_big_uq RS, "
       "items_checked_uq RS"},
      {"lock table items", "items AE"},
      {"lock table items in share mode", "items S"},
      {"vacuum items", "items SUE"},
      {"vacuum full items",
       "items AE rewrite scan, items_pkey AE, items_name AE, items_n_idx AE, items_big_uq AE, "
       "items_checked_uq AE"},
      {"analyze items", "items SUE"},
      {"set local lock_timeout = '1s'", ""},
      {"savepoint a", ""},
      {"do $$ begin null; end $$", ""},
  });
}

TEST_CASE("majors differ") {
  CHECK(locks_of("alter table above add unique (id)", 15) == "above AE scan");
  CHECK(locks_of("create table below () inherits (above); alter table above add unique (id)", 17) ==
        "above AE scan");
  CHECK(locks_of("create table below () inherits (above); alter table above add unique (id)", 18) ==
        "above AE scan, below AE");
  CHECK(locks_of("create table below () inherits (above); analyze above", 17) == "above SUE");
  CHECK(locks_of("create table below () inherits (above); analyze above", 18) ==
        "above SUE, below SUE");
}
