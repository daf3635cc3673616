#include "facts/session.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "facts/transaction.h"
#include "sql/parse.h"

using namespace migcheck;

namespace {

struct Row {
  std::string script;
  std::string lock_timeout;  // after it
};

std::string shown(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : "?";
}

// Statements in the runner's transaction; LISTEN marks where it leaves it, or begins another.
TransactionState after(const std::string& script) {
  TransactionState state;
  Schema schema;
  bool inside = true;
  for (const sql::ParsedStatement& part : sql::parse(script)) {
    REQUIRE_FALSE(part.error);
    const auto* other = std::get_if<sql::Other>(&part.operation);
    if (other != nullptr && other->tag == "LISTEN") inside = !inside;  // a mark
    state.enter(inside);
    state.apply(part.operation, schema);
    schema.apply(part.operation);
  }
  return state;
}

}  // namespace

TEST_CASE("lock_timeout through a script") {
  const Row rows[] = {
      {"select 1", "0"},
      {"set lock_timeout = '2s'", "2000"},
      {"set local lock_timeout = '2s'", "2000"},
      {"set local lock_timeout = '2s'; commit", "0"},
      {"set lock_timeout = '2s'; commit", "2000"},
      {"set lock_timeout = '2s'; rollback", "0"},
      {"commit; set local lock_timeout = '2s'", "0"},
      {"commit; set lock_timeout = '2s'; rollback", "2000"},
      {"set lock_timeout = 1; set local lock_timeout = 2; set lock_timeout = 3", "3"},
      {"set lock_timeout = 1; set local lock_timeout = 2; commit", "1"},
      {"set lock_timeout = 1; commit and chain; set local lock_timeout = 5", "5"},
      {"set lock_timeout = 5; reset lock_timeout", "0"},
      {"set lock_timeout = 5; reset all", "0"},
      {"set lock_timeout = 5; set local lock_timeout to default", "0"},
      {"set local lock_timeout = 5; set lock_timeout from current; commit", "5"},
      {"commit; set lock_timeout = 5; discard all", "0"},
      {"commit; set lock_timeout = 5; discard plans", "5"},
      {"savepoint a; set lock_timeout = 5; rollback to a", "0"},
      {"set lock_timeout = 4; savepoint a; set lock_timeout = 5; rollback to a; commit", "4"},
      {"savepoint a; set local lock_timeout = 5; release a", "5"},
      {"savepoint a; set local lock_timeout = 5; release a; commit", "0"},
      {"select set_config('lock_timeout', '3s', true)", "3000"},
      {"select set_config('lock_timeout', '3s', true); commit", "0"},
      {"select pg_catalog.set_config('Lock_Timeout', '3s', false); commit", "3000"},
      {"set lock_timeout = 5; select set_config('lock_timeout', null, false)", "0"},
      {"select set_config('lock_timeout', current_setting('other'), true)", "?"},
      {"select set_config('lock_timeout', '3s', true) from t", "?"},
      {"alter role migrator set lock_timeout = '9s'", "0"},
      {"alter database shop set lock_timeout = '9s'", "0"},
      {"select prepare_session()", "?"},
      {"select now()", "0"},
      {"call prepare_session()", "?"},
      {"do $$ begin execute 'set lock_timeout = 5'; end $$", "?"},
      // An UPDATE has a SET too.
      {"do $$ begin update t set a = 1; end $$", "?"},
      {"do $$ begin delete from t; end $$", "0"},
      {"select prepare_session(); set lock_timeout = 5", "5"},
      {"select prepare_session(); reset lock_timeout", "0"},
      {"set lock_timeout = 'soon'", "?"},
      // The runner leaves its transaction, as autocommit_block does, and begins another.
      {"set local lock_timeout = 5; listen outside", "0"},
      {"set lock_timeout = 5; listen outside", "5"},
      {"listen outside; set local lock_timeout = 5; listen inside", "0"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.script);
    CHECK(shown(after(row.script).lock_timeout()) == row.lock_timeout);
  }
}

TEST_CASE("a statement that may not run leaves what it sets unknown") {
  TransactionState state;
  Schema schema;
  const auto parts = sql::parse("set lock_timeout = 5; set statement_timeout = 0");
  for (const auto& part : parts) state.apply_conditional(part.operation, schema);
  CHECK(shown(state.lock_timeout()) == "?");
  CHECK(shown(state.statement_timeout()) == "0");
  state.apply_opaque();
  CHECK(shown(state.statement_timeout()) == "?");
}

TEST_CASE("statements of one message have a transaction of their own") {
  TransactionState state;
  Schema schema;
  state.enter(false);
  state.begin_message();
  state.apply(sql::parse("set local lock_timeout = 5").front().operation, schema);
  CHECK(shown(state.lock_timeout()) == "5");
  state.end_message();
  CHECK(shown(state.lock_timeout()) == "0");
}

TEST_CASE("locks are held until the transaction ends") {
  const auto held = [](const std::string& script) {
    TransactionState state;
    Schema schema;
    for (const sql::ParsedStatement& part : sql::parse(script)) {
      state.apply(part.operation, schema);
      if (const auto* lock = std::get_if<sql::LockTable>(&part.operation)) {
        state.hold({{schema.resolve(lock->tables.front()), lock->mode}});
      }
      schema.apply(part.operation);
    }
    std::vector<std::string> names;
    for (const RelationLock& lock : state.held()) names.push_back(lock.relation);
    return join(names, " ");
  };
  CHECK(held("lock a; lock b; lock a") == "public.a public.b");
  CHECK(held("lock a; commit") == "");
  CHECK(held("lock a; savepoint s; lock b; rollback to s") == "public.a");
  CHECK(held("lock a; savepoint s; lock b; release s") == "public.a public.b");
  CHECK(held("lock a; alter table a rename to c") == "public.c");
  CHECK(held("commit; lock a") == "");
}

TEST_CASE("what a transaction made goes with it") {
  CHECK(after("create table a (b int)").is_new("public.a"));
  CHECK_FALSE(after("create table a (b int); commit").is_new("public.a"));
  CHECK(after("create table a (b int); commit").is_own("public.a"));
  CHECK_FALSE(after("create table a (b int); rollback").is_own("public.a"));
  CHECK_FALSE(after("savepoint s; create table a (b int); rollback to s").is_own("public.a"));
}

TEST_CASE("a search path that is the transaction's own") {
  const auto path = [](const std::string& script) {
    return join(after(script).search_path(), " ");
  };
  CHECK(path("select 1") == "public");
  CHECK(path("set search_path = a, \"B\"") == "a B");
  CHECK(path("set local search_path = a; commit") == "public");
  CHECK(path("select set_config('search_path', 'a, \"B,c\"', false)") == "a B,c");
  CHECK(path("select prepare_session()") == "");
}

TEST_CASE("milliseconds") {
  const std::pair<std::string, std::string> rows[] = {
      {"0", "0"},        {"2000", "2000"},   {"2s", "2000"},      {"5 s", "5000"},
      {"1min", "60000"}, {"1.5s", "1500"},   {"1 h", "3600000"},  {"1d", "86400000"},
      {"900us", "1"},    {"0x10", "16"},     {"010", "8"},        {"1e3", "1000"},
      {" 7 ", "7"},      {"1500.4", "1500"}, {"soon", "?"},       {"", "?"},
      {"2 weeks", "?"},  {"-1", "?"},        {"99999999999", "?"}};
  for (const auto& [text, value] : rows) {
    CAPTURE(text);
    CHECK(shown(milliseconds(text)) == value);
  }
}
