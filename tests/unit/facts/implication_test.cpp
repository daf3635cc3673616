#include "facts/implication.h"

#include <doctest/doctest.h>

#include "facts/attachment.h"
#include "sql/parse.h"

using namespace migcheck;

namespace {

Schema schema_after(const std::string& text) {
  Schema schema;
  for (const sql::ParsedStatement& part : sql::parse(text)) {
    REQUIRE_FALSE(part.error);
    schema.apply(part.operation);
  }
  return schema;
}

// Whether a check proves another condition of the same table.
std::string implied(const std::string& check, const std::string& wanted) {
  const Schema schema = schema_after(
      "create type mood as enum ('calm', 'cross');"
      "create table t (a int, b int, t text, d date, z timestamptz, f bool, n numeric, m mood, "
      "check (" +
      wanted + "), check (" + check + "))");
  const Relation& table = *schema.relation("public.t");
  return to_string(implies({predicate_of(*table.constraints[1].check)},
                           predicate_of(*table.constraints[0].check), table, schema));
}

struct Row {
  std::string check, wanted, proven;
};

}  // namespace

TEST_CASE("what a check proves") {
  const Row rows[] = {
      {"a is not null", "a is not null", "yes"},
      {"not (a is null)", "a is not null", "yes"},
      {"a is not null and b > 0", "a is not null", "yes"},
      {"a is not null or b > 0", "a is not null", "no"},
      {"(a is not null and b > 0) or (b < 0 and a is not null)", "a is not null", "yes"},
      {"not (a is null or b is null)", "b is not null", "yes"},
      // A check passes where it is null.
      {"a > 0", "a is not null", "no"},
      {"num_nonnulls(a, b) = 2", "a is not null", "no"},
      {"a is distinct from null", "a is not null", "yes"},
      {"a is not distinct from null", "a is not null", "no"},
      {"own_function(a)", "a is not null", "unknown"},
      {"a > 5", "a > 3", "yes"},
      {"a > 3", "a > 5", "no"},
      {"a > 5", "a >= 6", "no"},
      {"5 < a", "a > 3", "yes"},
      {"a = 4", "a >= 4", "yes"},
      {"a = 4", "a <> 5", "yes"},
      {"a <> 5", "a <> 5", "yes"},
      {"a <> 5", "a <> 4", "no"},
      {"not (a < 5)", "a >= 5", "yes"},
      {"a between 2 and 4", "a >= 1 and a < 5", "yes"},
      {"a in (1, 2)", "a in (1, 2, 3)", "yes"},
      {"a in (1, 4)", "a in (1, 2, 3)", "no"},
      {"a = any (array[1, 2])", "a in (1, 2, 3)", "yes"},
      {"a = any ('{1,2}')", "a in (1, 2, 3)", "unknown"},
      {"a not in (1, 2)", "a <> 2", "yes"},
      {"a <> all (array[1, 2])", "a <> 2", "yes"},
      {"a not between 2 and 4", "a < 2 or a > 4", "yes"},
      {"a = -5", "a < -4", "yes"},
      {"n > 9.50", "n >= 9.5", "yes"},
      {"n > 10", "n > 9.5", "yes"},
      {"d >= '2024-02-01'", "d >= date '2024-01-01'", "yes"},
      {"d >= 'yesterday'", "d >= '2024-01-01'", "unknown"},
      {"z >= '2024-02-01'", "z >= '2024-01-01'", "yes"},
      {"z >= '2024-01-02'", "z >= '2024-01-01'", "unknown"},
      {"t = 'x'", "t in ('x', 'y')", "yes"},
      {"t = 'x'", "t <> 'y'", "unknown"},
      {"t >= 'b'", "t >= 'a'", "unknown"},
      {"f", "f = true", "yes"},
      {"not f", "f = false", "yes"},
      {"not f", "f <> true", "yes"},
      {"f", "f = false", "no"},
      {"m = 'cross'", "m > 'calm'", "yes"},
      {"a >= 5.5", "a >= 5", "unknown"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.check);
    CAPTURE(row.wanted);
    CHECK(implied(row.check, row.wanted) == row.proven);
  }
}

TEST_CASE("columns that hold no null") {
  const Schema schema = schema_after(
      "create table t (a int, b int, c int not null, d int, primary key (d),"
      "constraint proof check (a is not null));"
      "alter table t add constraint later check (b is not null) not valid;"
      "alter table seen add constraint proof check (a is not null)");
  CHECK(never_null("public.t", "a", {}, schema) == Ternary::yes);
  CHECK(never_null("public.t", "a", {"proof"}, schema) == Ternary::no);
  CHECK(never_null("public.t", "b", {}, schema) == Ternary::no);
  CHECK(never_null("public.t", "c", {}, schema) == Ternary::yes);
  CHECK(never_null("public.t", "d", {}, schema) == Ternary::yes);
  CHECK(never_null("public.seen", "a", {}, schema) == Ternary::yes);
  CHECK(never_null("public.seen", "b", {}, schema) == Ternary::unknown);
  CHECK(never_null("public.other", "a", {}, schema) == Ternary::unknown);
}

TEST_CASE("checks that make ATTACH PARTITION free") {
  const auto attached = [](const std::string& key, const std::string& check,
                           const std::string& bound) {
    const Schema schema = schema_after(
        "create table p (a int, b int, d date) partition by " + key +
        "; create table rest partition of p default; alter table rest add check (a < 10);"
        "create table t (a int, b int, d date, check (" +
        check + "))");
    const auto parts = sql::parse("alter table p attach partition t for values " + bound);
    const auto& action = std::get<sql::AlterTable>(parts.front().operation).actions.front();
    const Attachment made = attachment_of("public.p", "public.t", action, schema);
    return std::string(to_string(made.proven)) + " " + to_string(made.proven_for_default);
  };
  CHECK(attached("range (a)", "a is not null and a >= 10 and a < 20", "from (10) to (20)") ==
        "yes yes");
  CHECK(attached("range (a)", "a >= 10 and a < 20", "from (10) to (20)") == "no yes");
  CHECK(attached("range (a)", "a is not null and a >= 10 and a < 20", "from (5) to (20)") ==
        "yes no");
  CHECK(attached("range (a)", "a is not null and a >= 10", "from (10) to (maxvalue)") == "yes yes");
  CHECK(attached("list (a)", "a is not null and a in (10, 11)", "in (10, 11, 12)") == "yes yes");
  CHECK(attached("list (a)", "a in (10, 11)", "in (10, null)") == "no no");
  CHECK(attached("range (a, b)", "a is not null and b is not null and a = 10 and b >= 2 and b < 4",
                 "from (10, 1) to (10, 5)") == "yes yes");
  CHECK(attached("hash (a)", "a is not null", "with (modulus 2, remainder 0)") ==
        "unknown unknown");
  CHECK(attached("range (abs(a))", "a is not null", "from (1) to (2)") == "unknown unknown");
}
