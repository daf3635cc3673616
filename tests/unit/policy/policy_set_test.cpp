#include "policy/policy_set.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "core/error.h"
#include "policy/catalogue.h"
#include "policy/policy_rules.h"

using namespace migcheck;

namespace {

std::size_t active(Preset preset) {
  std::size_t count = 0;
  for (const Policy& policy : builtin_policies()) {
    if (severity_in(preset, policy) != Severity::off) ++count;
  }
  return count;
}

bool is_candidate(const PolicySet& set, const std::string& policy, std::string_view kind) {
  for (const PolicySet::Active& one : set.candidates(Subject::statement, kind)) {
    if (one.policy->id == policy) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("presets have names, and strict knows more than recommended") {
  for (const Preset preset :
       {Preset::recommended, Preset::strict, Preset::locks_only, Preset::reversibility}) {
    CHECK(preset_from(to_string(preset)) == preset);
  }
  CHECK_FALSE(preset_from("lax"));
  CHECK(active(Preset::strict) > active(Preset::recommended));
  CHECK(active(Preset::locks_only) < active(Preset::recommended));
  CHECK(active(Preset::reversibility) < active(Preset::recommended));
}

TEST_CASE("a small preset still says what could not be read") {
  for (const Preset preset : {Preset::locks_only, Preset::reversibility}) {
    const PolicySet set(builtin_policies(), preset);
    CHECK(set.severity("opaque-statement") == Severity::warning);
    CHECK(set.severity("suppression-invalid") == Severity::warning);
    CHECK(set.severity("drop-column") == Severity::off);
  }
  CHECK(PolicySet(builtin_policies(), Preset::locks_only).severity("index-without-concurrently") ==
        Severity::error);
  CHECK(PolicySet(builtin_policies(), Preset::reversibility).severity("downgrade-empty") ==
        Severity::warning);
}

TEST_CASE("only policies that can hold for a kind of statement are candidates") {
  PolicySet set(builtin_policies());
  CHECK(is_candidate(set, "index-without-concurrently", "create_index"));
  CHECK_FALSE(is_candidate(set, "index-without-concurrently", "drop_table"));
  CHECK(is_candidate(set, "drop-table", "drop_table"));
  set.set("drop-table", Severity::off);
  CHECK_FALSE(is_candidate(set, "drop-table", "drop_table"));
  set.set("drop-table", Severity::notice);
  CHECK(is_candidate(set, "drop-table", "drop_table"));
  CHECK(set.severity("drop-table") == Severity::notice);
  CHECK_THROWS_AS(set.set("drop-tabel", Severity::off), Error);
}

TEST_CASE("severities hold for the paths that a pattern means; the last pattern wins") {
  PolicyRules rules;
  rules.add("db/legacy", {{"drop-table", Severity::off}});
  rules.add("db/**/2019_*.py", {{"drop-table", Severity::notice}});
  rules.add("*.sql", {{"drop-column", Severity::error}});
  const struct {
    const char* path;
    Severity drop_table, drop_column;
  } rows[] = {
      {"db/new/a.py", Severity::warning, Severity::warning},
      {"db/legacy/a.py", Severity::off, Severity::warning},
      {"db/legacy/deep/a.py", Severity::off, Severity::warning},
      {"db/legacy2/a.py", Severity::warning, Severity::warning},
      {"db/2019_a.py", Severity::notice, Severity::warning},
      {"db/legacy/2019_a.py", Severity::notice, Severity::warning},
      {"db/x/y/2019_a.py", Severity::notice, Severity::warning},
      {"a.sql", Severity::warning, Severity::error},
      {"db/a.sql", Severity::warning, Severity::warning},
  };
  for (const auto& row : rows) {
    CAPTURE(row.path);
    CHECK(rules.at(row.path).severity("drop-table") == row.drop_table);
    CHECK(rules.at(row.path).severity("drop-column") == row.drop_column);
  }
}

TEST_CASE("candidates are not asked for the kind again") {
  const auto asks_for_kind = [](const Condition& part) {
    return part.fact == "kind" &&
           (part.test.kind == FactTest::Kind::equals || part.test.kind == FactTest::Kind::one_of);
  };
  const PolicySet set(builtin_policies(), Preset::strict);
  for (const char* kind : {"drop_table", "add_column", "create_index", "update"}) {
    const auto candidates = set.candidates(Subject::statement, kind);
    CHECK(candidates.size() > 3);
    for (const PolicySet::Active& one : candidates) {
      CAPTURE(one.policy->id);
      CHECK_FALSE(std::ranges::any_of(one.when.parts, asks_for_kind));
      CHECK(one.when.parts.size() <= one.policy->when.parts.size());
    }
  }
}
