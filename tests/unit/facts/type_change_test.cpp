#include "facts/type_change.h"

#include <doctest/doctest.h>

#include "sql/parse.h"

using namespace migcheck;

namespace {

struct Row {
  std::string old_type;
  std::string change;  // what follows ALTER COLUMN a TYPE
  std::string possible, rewrite;
  std::string index = {};  // whether one of the column is built anew
  std::optional<std::string> zone = {};
};

struct Found {
  std::string possible, rewrite, index;
};

Found found(const Row& row) {
  const std::string text =
      "create type mood as enum ('calm');"
      "create domain label as text; create domain short as varchar(10);"
      "create domain checked as text check (value <> ''); create domain above as checked;"
      "create function own(text) returns text language sql as 'select $1';"
      "create table t (a " +
      row.old_type +
      ", b int); create index i on t (a);"
      "alter table t alter column a type " +
      row.change;
  Schema schema;
  for (const sql::ParsedStatement& part : sql::parse(text)) {
    REQUIRE_FALSE(part.error);
    const auto* alter = std::get_if<sql::AlterTable>(&part.operation);
    if (alter == nullptr) {
      schema.apply(part.operation);
      continue;
    }
    const sql::AlterAction& action = alter->actions.front();
    const TypeChange change{schema.column("public.t", "a"),
                            *action.type,
                            "a",
                            action.expression ? &*action.expression : nullptr,
                            row.zone,
                            15,
                            action.collation};
    const TypeChangeEffects effects = effects_of(change, schema);
    return {to_string(effects.possible), to_string(effects.rewrite),
            to_string(rebuilds(change, effects, *schema.index("public.i"), schema))};
  }
  return {};
}

}  // namespace

TEST_CASE("what a change of type does") {
  const Row rows[] = {
      {"int", "int", "yes", "no", "no"},
      {"int", "bigint", "yes", "yes", "yes"},
      {"int", "oid", "yes", "no", "yes"},
      {"varchar(10)", "varchar(20)", "yes", "no", "no"},
      {"varchar(20)", "varchar(10)", "yes", "yes"},
      {"varchar(10)", "text", "yes", "no", "no"},
      {"varchar(10)", "text collate \"C\"", "yes", "no", "yes"},
      {"text", "varchar(10)", "yes", "yes"},
      {"char(5)", "char(6)", "yes", "yes"},
      {"numeric(10,2)", "numeric(12,2)", "yes", "no", "no"},
      {"numeric(10,2)", "numeric(12,3)", "yes", "yes"},
      {"timestamp(3)", "timestamp", "yes", "no", "no"},
      {"timestamp", "timestamptz", "yes", "unknown"},
      {"timestamp", "timestamptz", "yes", "no", "yes", "utc"},
      {"timestamp", "timestamptz", "yes", "yes", "yes", "europe/berlin"},
      {"timestamp(3)", "timestamptz(3)", "yes", "yes", "yes", "utc"},
      {"interval hour to minute", "interval hour to second(3)", "yes", "no"},
      {"interval second", "interval minute", "yes", "yes"},
      {"cidr", "inet", "yes", "no", "no"},
      {"inet", "cidr", "yes", "yes"},
      {"bit(5)", "varbit(5)", "yes", "yes"},
      {"text[]", "varchar[]", "yes", "yes"},
      {"varchar(10)[]", "varchar[]", "yes", "no", "no"},
      {"text", "label", "yes", "no", "no"},
      {"text", "checked", "yes", "yes"},
      {"text", "above", "yes", "yes"},
      {"short", "varchar(10)", "yes", "yes"},
      {"mood", "text", "yes", "yes"},
      // Without a cast PostgreSQL refuses.
      {"text", "int", "no", "unknown"},
      {"uuid", "int", "no", "unknown"},
      {"text", "mood", "unknown", "unknown"},
      {"never_seen", "text", "unknown", "unknown"},
      {"text", "int using a::int", "yes", "yes"},
      {"varchar(10)", "text using a", "yes", "no"},
      {"varchar(10)", "text using a::varchar(5)", "yes", "yes"},
      {"text", "text using lower(a)", "unknown", "yes"},
      {"text", "text using own(a)", "unknown", "unknown"},
      {"int", "int using b", "unknown", "yes"},
      {"text", "text using coalesce(a, a)", "unknown", "unknown"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.old_type);
    CAPTURE(row.change);
    const Found effects = found(row);
    CHECK(effects.possible == row.possible);
    CHECK(effects.rewrite == row.rewrite);
    if (!row.index.empty()) CHECK(effects.index == row.index);
  }
}
