#include <doctest/doctest.h>

#include "facts/statement_facts.h"
#include "sql/parse.h"

// What a statement's prediction says besides its locks.

using namespace migcheck;

namespace {

const char* const yard = R"sql(
create table boats (id int primary key, name text, berth int, note text not null);
create domain draught as int not null;
create unique index boats_berth on boats (berth);
create function moor() returns int language plpgsql as 'begin return 1; end';
)sql";

std::vector<StatementFacts> facts_of(const std::string& text) {
  Schema schema;
  TransactionState state;
  for (const sql::ParsedStatement& part : sql::parse(yard)) schema.apply(part.operation);
  const std::vector<sql::ParsedStatement> parts = sql::parse(text);
  REQUIRE(parts.size() == 1);
  REQUIRE_FALSE(parts.front().error);
  return statement_facts(parts.front().operation, {schema, state});
}

std::string row_failure(const std::string& text) {
  RowFailure failure = RowFailure::no;
  for (const StatementFacts& facts : facts_of(text)) {
    failure = std::max(failure, facts.fails_on_rows);
  }
  return to_string(failure);
}

bool is_complete(const std::string& text) { return facts_of(text).front().locks_complete; }

}  // namespace

TEST_CASE("whether a statement fails because of the rows") {
  const std::pair<const char*, const char*> rows[] = {
      {"alter table boats add a int", "no"},
      {"alter table boats add a int not null", "yes"},
      {"alter table boats add a int primary key", "yes"},
      {"alter table boats add a int not null default 1", "no"},
      {"alter table boats add a int not null default null", "yes"},
      {"alter table boats add a serial not null", "no"},
      {"alter table boats add a draught", "yes"},
      {"alter table boats add a draught default 1", "depends"},
      {"alter table boats alter name set not null", "depends"},
      {"alter table boats alter note set not null", "no"},
      {"alter table boats alter berth type bigint", "depends"},
      {"alter table boats alter name type varchar", "no"},
      {"alter table boats add check (berth > 0)", "depends"},
      {"alter table boats add check (berth > 0) not valid", "no"},
      {"create index on boats (name)", "no"},
      {"create unique index on boats (name)", "depends"},
      {"alter table boats add unique using index boats_berth", "no"},
      {"drop table boats", "no"},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    CHECK(row_failure(text) == expected);
  }
}

TEST_CASE("whether the locks are all that a statement takes") {
  CHECK(is_complete("alter table boats add a int"));
  CHECK(is_complete("select now()"));
  CHECK(is_complete("create role crew"));
  CHECK_FALSE(is_complete("do 'begin end'"));
  CHECK_FALSE(is_complete("call moor()"));
  CHECK_FALSE(is_complete("select moor()"));
  CHECK_FALSE(is_complete("select never_seen()"));
  CHECK_FALSE(is_complete("drop table if exists never_seen"));
  CHECK_FALSE(is_complete("alter table if exists never_seen add a int"));
  CHECK_FALSE(is_complete("drop function moor cascade"));
  CHECK_FALSE(is_complete("drop owned by crew"));
}

TEST_CASE("which indexes a statement builds anew") {
  const auto rebuilt = [](const std::string& text) {
    std::string names;
    for (const RelationLock& lock : merged_locks(facts_of(text))) {
      if (lock.index_rebuild == Ternary::yes) names += lock.relation + " ";
    }
    return names;
  };
  CHECK(rebuilt("alter table boats alter name type varchar(9)") ==
        "public.boats_pkey public.boats_berth ");
  CHECK(rebuilt("alter table boats alter name type varchar") == "");
  CHECK(rebuilt("reindex index boats_berth") == "public.boats_berth ");
  CHECK(rebuilt("drop index boats_berth") == "");
}
