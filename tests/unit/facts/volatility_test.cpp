#include "facts/volatility.h"

#include <doctest/doctest.h>

#include "facts/builtin_functions.h"
#include "sql/parse.h"

using namespace migcheck;

namespace {

struct Row {
  std::string expression;
  std::string volatile_default;
  std::string culprit = {};
};

Volatility of_default(const std::string& expression, int pg_version) {
  const std::string text =
      "create type mood as enum ('calm'); create domain label as text;"
      "create function dice() returns int language plpgsql as 'begin return 4; end';"
      "create function plain() returns int language sql as 'select 4';"
      "create function pure() returns int language plpgsql immutable as 'begin return 4; end';"
      "create function now() returns int language plpgsql as 'begin return 4; end';"
      "alter table t add column a text default (" +
      expression + ")";
  Schema schema;
  Volatility found;
  for (const sql::ParsedStatement& part : sql::parse(text)) {
    REQUIRE_FALSE(part.error);
    if (const auto* alter = std::get_if<sql::AlterTable>(&part.operation)) {
      found = volatility_of(*alter->actions.front().column->default_value, schema, pg_version);
    }
    schema.apply(part.operation);
  }
  return found;
}

}  // namespace

TEST_CASE("volatility of a default") {
  const Row rows[] = {
      {"'a'", "no"},
      {"current_timestamp", "no"},
      {"random()", "yes", "random()"},
      {"pg_catalog.random()", "yes", "random()"},
      {"md5(random()::text)", "yes", "random()"},
      {"array[1, random()]", "yes", "random()"},
      {"('{1,2}'::int[])[random()::int]", "yes", "random()"},
      {"xmlelement(name a, random())", "yes", "random()"},
      {"public.gen_random_bytes(4)", "yes", "public.gen_random_bytes()"},
      {"other.random()", "unknown", "other.random()"},
      {"dice()", "yes", "dice()"},
      {"pure()", "no"},
      // The planner puts the body of a function in SQL in its place.
      {"plain()", "unknown", "plain()"},
      // PostgreSQL's own or the user's.
      {"now()", "unknown", "now()"},
      {"never_seen()", "unknown", "never_seen()"},
      {"never_seen() + random()", "yes", "random()"},
      {"'calm'::mood", "no"},
      {"'x'::never_seen", "no"},
      {"lower('x')::label", "no"},
      {"lower('x')::never_seen", "unknown", "a cast to never_seen"},
      {"1 <@> 2", "unknown", "operator <@>"},
      {"1 operator(public.+) 2", "unknown", "operator +"},
      {"1 operator(pg_catalog.+) 2", "no"},
      // What the planner folds away.
      {"coalesce('a', random()::text)", "no"},
      {"coalesce(null, random()::text)", "yes", "random()"},
      {"coalesce(random()::text, 'a')", "yes", "random()"},
      {"coalesce(lower('a'), random()::text)", "unknown", "random()"},
      {"random() + null", "unknown", "random()"},
      {"false and random() > 0.5", "unknown", "random()"},
      {"case when random() > 0.5 then 1 end", "yes", "random()"},
      {"case when true then 1 else random() end", "unknown", "random()"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.expression);
    const Volatility found = of_default(row.expression, 15);
    CHECK(to_string(found.is_volatile) == row.volatile_default);
    CHECK(found.culprit == row.culprit);
  }
}

TEST_CASE("forms of a function differ in volatility") {
  CHECK(is_volatile_builtin({"", "timezone"}, 2, 14) == Ternary::unknown);
  CHECK(is_volatile_builtin({"", "timezone"}, 2, 15) == Ternary::no);
  CHECK(is_volatile_builtin({"", "timezone"}, 1, 14) == Ternary::no);
  CHECK(is_volatile_builtin({"", "ts_rewrite"}, 2, 15) == Ternary::yes);
  CHECK(is_volatile_builtin({"", "ts_rewrite"}, 3, 15) == Ternary::no);
}
