#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "cli/policy_examples.h"
#include "core/text.h"
#include "policy/catalogue.h"
#include "policy/check.h"

// Every policy's bad examples violate it and nothing else above a notice; its good ones violate
// nothing.

using namespace migcheck;

namespace {

std::string example_schema() {
  std::ifstream file(MIGCHECK_SOURCE_DIR "/tests/support/example_schema.sql");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

SourceFilePtr source(const std::string& path, const std::string& text) {
  return std::make_shared<const SourceFile>(SourceFile{path, text});
}

bool begins_with(const std::vector<ExampleRun>& runs, std::string_view prefix) {
  return std::any_of(runs.begin(), runs.end(),
                     [&](const ExampleRun& run) { return run.name.starts_with(prefix); });
}

}  // namespace

TEST_CASE("the bad examples violate their policy and no other one, the good ones nothing") {
  const std::string schema = example_schema();
  std::size_t examples = 0;
  for (const Policy& policy : builtin_policies()) {
    if (policy.subject == Subject::roundtrip) continue;
    const std::vector<ExampleRun> runs = run_examples(policy, builtin_policies(), schema);
    CAPTURE(policy.id);
    CHECK(begins_with(runs, "bad"));
    CHECK(begins_with(runs, "good"));
    for (const ExampleRun& run : runs) {
      CAPTURE(run.name);
      CHECK(run.problem == "");
      ++examples;
    }
  }
  CHECK(examples >= 140);
}

TEST_CASE("what a rehearsal finds is one finding of the policy for it") {
  using Kind = RoundtripProblem::Kind;
  const std::pair<Kind, const char*> rows[] = {
      {Kind::upgrade_failed, "roundtrip-upgrade-fails"},
      {Kind::downgrade_failed, "roundtrip-downgrade-fails"},
      {Kind::reupgrade_failed, "roundtrip-reupgrade-fails"},
      {Kind::schema_not_restored, "roundtrip-schema-not-restored"},
      {Kind::reupgrade_differs, "roundtrip-reupgrade-differs"},
      {Kind::statement_skipped, "roundtrip-statement-skipped"},
      {Kind::base_failed, "roundtrip-base-fails"},
      {Kind::stopped, "roundtrip-stopped"},
      {Kind::not_judged, "roundtrip-not-judged"},
      {Kind::column_order_differs, "roundtrip-column-order-differs"},
      {Kind::enum_value_left, "roundtrip-enum-value-left"},
      {Kind::upgrade_fails_on_rows, "roundtrip-upgrade-fails-on-rows"},
      {Kind::upgrade_fails_on_some_rows, "roundtrip-upgrade-fails-on-some-rows"},
      {Kind::downgrade_fails_on_rows, "roundtrip-downgrade-fails-on-rows"},
      {Kind::downgrade_fails_on_some_rows, "roundtrip-downgrade-fails-on-some-rows"},
      {Kind::constraint_fails_on_some_rows, "roundtrip-constraint-fails-on-some-rows"},
      {Kind::locks_differ, "roundtrip-locks-differ"},
      {Kind::rows_lost, "roundtrip-rows-lost"},
      {Kind::rows_left, "roundtrip-rows-left"},
      {Kind::values_changed, "roundtrip-values-changed"},
      {Kind::models_differ, "roundtrip-models-differ"},
  };
  std::set<std::string> met;
  for (const auto& [kind, id] : rows) {
    RoundtripProblem problem;
    problem.kind = kind;
    problem.revision = "2";
    problem.file = source("versions/2.py", "revision = '2'\n");
    problem.detail = "relation \"a\" {does} not exist (42P01)";
    const std::vector<Finding> findings =
        check_roundtrip({&problem, 1}, PolicyRules(PolicySet(builtin_policies(), Preset::strict)));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].policy == id);
    CHECK(findings[0].message.find(problem.detail) != std::string::npos);
    CHECK(findings[0].fingerprint.size() == 16);
    met.insert(id);
  }
  for (const Policy& policy : builtin_policies()) {
    if (policy.subject == Subject::roundtrip) CHECK(met.contains(policy.id));
  }
}

TEST_CASE("the set of policies is complete in itself") {
  const std::vector<Policy>& policies = builtin_policies();
  CHECK(policies.size() >= 40);
  const auto by_id = [](const Policy& a, const Policy& b) { return a.id < b.id; };
  CHECK(std::is_sorted(policies.begin(), policies.end(), by_id));
  std::set<std::string> ids, titles, messages;
  for (const Policy& policy : policies) {
    CAPTURE(policy.id);
    CHECK(ids.insert(policy.id).second);
    CHECK(titles.insert(policy.title).second);
    CHECK(messages.insert(policy.message).second);
    CHECK(policy.why.ends_with("."));
    CHECK_FALSE(policy.message.ends_with("."));
    CHECK_FALSE(policy.title.ends_with("."));
    CHECK_FALSE(policy.bad.empty());
    CHECK_FALSE(policy.good.empty());
    if (policy.category != "reading") CHECK_FALSE(policy.url.empty());
  }
}
