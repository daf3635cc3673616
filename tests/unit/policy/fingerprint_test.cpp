#include "policy/fingerprint.h"

#include <doctest/doctest.h>

#include <functional>
#include <set>

using namespace migcheck;

namespace {

Finding sample() {
  Finding finding;
  finding.policy = "drop-table";
  finding.message = "drops t";
  finding.file = std::make_shared<const SourceFile>(SourceFile{"a.py", ""});
  finding.revision = "1a2b";
  finding.direction = Direction::upgrade;
  finding.sql = "DROP TABLE t";
  return finding;
}

std::string fingerprint_of(const std::function<void(Finding&)>& change) {
  std::vector<Finding> findings = {sample()};
  change(findings[0]);
  set_fingerprints(findings);
  return findings[0].fingerprint;
}

}  // namespace

TEST_CASE("a fingerprint is the same wherever the statement stands") {
  const std::string same = "46b03dccd15bbc12";
  CHECK(fingerprint_of([](Finding&) {}) == same);
  CHECK(fingerprint_of([](Finding& f) { f.span = {70, 90}; }) == same);
  CHECK(fingerprint_of([](Finding& f) { f.sql = " DROP\n   TABLE t\n"; }) == same);
  CHECK(fingerprint_of([](Finding& f) { f.message = "worded anew"; }) == same);
  CHECK(fingerprint_of([](Finding& f) { f.severity = Severity::error; }) == same);
}

TEST_CASE("a fingerprint depends on what is found") {
  const std::function<void(Finding&)> changes[] = {
      [](Finding&) {},
      [](Finding& f) { f.policy = "drop-column"; },
      [](Finding& f) { f.revision = "2b"; },
      [](Finding& f) { f.direction = Direction::downgrade; },
      [](Finding& f) { f.sql = "DROP TABLE u"; },
      [](Finding& f) { f.sql = ""; },
      [](Finding& f) {
        f.file = std::make_shared<const SourceFile>(SourceFile{"b.py", ""});
      },
  };
  std::set<std::string> fingerprints;
  for (const auto& change : changes) fingerprints.insert(fingerprint_of(change));
  CHECK(fingerprints.size() == std::size(changes));
}

TEST_CASE("equal findings are numbered by their place, in whatever order they come") {
  std::vector<Finding> findings = {sample(), sample()};
  findings[0].span = {10, 20};
  findings[1].span = {30, 40};
  set_fingerprints(findings);
  CHECK(findings[0].fingerprint != findings[1].fingerprint);
  std::vector<Finding> swapped = {findings[1], findings[0]};
  set_fingerprints(swapped);
  CHECK(swapped[0].fingerprint == findings[1].fingerprint);
  CHECK(swapped[1].fingerprint == findings[0].fingerprint);
}
