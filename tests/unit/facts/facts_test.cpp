#include <doctest/doctest.h>

#include <set>

#include "core/text.h"
#include "facts/statement_table.h"
#include "facts/volatility.h"
#include "sql/parse.h"

using namespace migcheck;

namespace {

std::vector<StatementFacts> last_facts(const std::string& text,
                                       Direction direction = Direction::upgrade) {
  Schema schema;
  TransactionState state;
  std::vector<StatementFacts> facts;
  for (const sql::ParsedStatement& part : sql::parse(text)) {
    REQUIRE_FALSE(part.error);
    FactContext context{schema, state};
    context.direction = direction;
    context.sql = std::string_view(text).substr(part.span.begin, part.span.end - part.span.begin);
    facts = statement_facts(part.operation, context);
    state.apply(part.operation, schema);
    schema.apply(part.operation);
  }
  return facts;
}

// The value of a fact as a message would show it.
std::string value(const StatementFacts& facts, std::string_view name) {
  const FactValue value = FactTable<StatementFacts>(statement_table(), facts).value(name);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "yes" : "no";
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return join(*list, ",");
  return "?";
}

struct Row {
  std::string sql;  // the facts are those of the last statement
  std::string fact;
  std::string value;
};

}  // namespace

TEST_CASE("facts of a statement") {
  const Row rows[] = {
      {"create index i on t (a, lower(b))", "kind", "create_index"},
      {"create index i on t (a, lower(b))", "columns", "a,an expression"},
      {"create index i on s.t (a)", "table", "s.t"},
      {"create index i on \"T t\" (a)", "table_sql", "public.\"T t\""},
      {"create index i on t (a)", "lock", "SHARE"},
      {"create index i on t (a)", "blocks", "writes"},
      {"create unique index i on t (a)", "concurrent_sql",
       "create unique index CONCURRENTLY i on t (a)"},
      {"reindex table t", "concurrent_sql", "reindex table CONCURRENTLY t"},
      {"create table t (a int); create index i on t (a)", "new_table", "yes"},
      {"create table s.t (a int); create index i on t (a)", "new_table", "no"},
      {"create table t (a int); commit; create index i on t (a)", "new_table", "no"},
      {"create table t (a int); alter table t rename to u; create index i on u (a)", "new_table",
       "yes"},
      {"create table t (a int); commit; create table if not exists t (a int); create index on t "
       "(a)",
       "new_table", "no"},
      {"begin; select 1", "in_transaction", "yes"},
      {"commit; select 1", "in_transaction", "no"},
      {"alter table t add a int not null default 0", "has_default", "yes"},
      {"alter table t add a int not null default null", "has_default", "no"},
      {"alter table t add a text default md5(random()::text)", "default_function", "random()"},
      {"alter table t add a text default md5(random()::text)", "default_volatile", "yes"},
      {"alter table t add a text default lower('A')", "default_volatile", "no"},
      {"alter table t add a text default own('A')", "default_volatile", "?"},
      {"alter table t add foreign key (a) references u", "constraint", "t_a_fkey"},
      {"alter table t add foreign key (a) references u", "not_valid_sql",
       "alter table t add foreign key (a) references u NOT VALID"},
      {"alter table t add foreign key (a) references u", "heavily_locked", "public.t,public.u"},
      {"create table t (a int); commit; alter table t alter a type text", "old_type", "integer"},
      {"alter table t alter a type text", "old_type", "?"},
      {"update t set a = 1", "narrowed", "no"},
      {"update t set a = 1 where a is null", "narrowed", "no"},
      {"update t set a = u.a from u where t.id = u.id", "narrowed", "no"},
      {"update t set a = 1 where id = 5", "narrowed", "yes"},
      {"update t set a = 1 where id in (1, 2)", "narrowed", "yes"},
      {"update t set a = 1 where k between 1 and 100", "narrowed", "yes"},
      {"update t set a = 1 where ctid = any (array(select ctid from t limit 10))", "narrowed",
       "yes"},
      {"delete from t where id in (select id from t limit 10)", "narrowed", "yes"},
      {"update t set a = 1 where k = 'x'", "narrowed", "?"},
      {"create table t (k text unique); commit; update t set a = 1 where k = 'x' and b", "narrowed",
       "yes"},
      {"alter table t add a int; alter table t drop column a", "own_object", "yes"},
      {"alter table t drop column a", "own_object", "no"},
      {"alter table t add a int; alter table t rename a to b; alter table t drop column b",
       "own_object", "yes"},
      {"create table t (a int); commit; drop table t", "own_object", "yes"},
      {"vacuum t", "fails_in_transaction", "yes"},
      {"create database d", "fails_in_transaction", "yes"},
      {"analyze t", "fails_in_transaction", "no"},
      {"alter table p detach partition c concurrently", "fails_in_transaction", "yes"},
      {"insert into t values (1)", "kind", "insert"},
      {"insert into t select * from u", "kind", "insert_select"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.sql);
    CAPTURE(row.fact);
    CHECK(value(last_facts(row.sql).front(), row.fact) == row.value);
  }
}

TEST_CASE("an ALTER TABLE does as many things as it has actions and inline constraints") {
  const auto facts = last_facts(
      "alter table t add a int references u unique, drop column b, add check (c > 0) not valid");
  std::vector<std::string> kinds;
  for (const StatementFacts& part : facts) kinds.push_back(part.kind);
  CHECK(join(kinds, ",") == "add_column,add_foreign_key,add_unique,drop_column,add_check");
  CHECK(value(facts[1], "inline") == "yes");
}

TEST_CASE("in a downgrade only what was there before is lost") {
  CHECK(value(last_facts("drop table t", Direction::downgrade).front(), "own_object") == "?");
  Schema schema;
  TransactionState upgrade;
  for (const sql::ParsedStatement& part : sql::parse("create table old (a int, b int)")) {
    schema.apply(part.operation);
  }
  for (const sql::ParsedStatement& part :
       sql::parse("alter table old add c int; create table x ()")) {
    upgrade.apply(part.operation, schema);
    schema.apply(part.operation);
  }
  const TransactionState state;
  FactContext context{schema, state};
  context.direction = Direction::downgrade;
  context.upgrade = &upgrade;
  const auto own = [&](const char* text) {
    return value(statement_facts(sql::parse(text)[0].operation, context).front(), "own_object");
  };
  CHECK(own("alter table old drop column c") == "yes");
  CHECK(own("alter table old drop column b") == "no");
  CHECK(own("drop table x") == "yes");
  CHECK(own("drop table old") == "no");
}

TEST_CASE("every fact of every subject is documented, once") {
  for (const Subject subject :
       {Subject::statement, Subject::revision, Subject::history, Subject::roundtrip}) {
    std::set<std::string_view> names;
    for (const FactInfo& fact : facts_of(subject)) {
      CAPTURE(fact.name);
      CHECK(names.insert(fact.name).second);
      CHECK(fact.documentation.ends_with("."));
      CHECK(fact.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos);
    }
    CHECK_FALSE(names.empty());
  }
}
