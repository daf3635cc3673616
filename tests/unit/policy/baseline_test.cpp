#include "policy/baseline.h"

#include <doctest/doctest.h>

#include "core/error.h"

using namespace migcheck;

namespace {

SourceFilePtr file(const std::string& path, const std::string& text) {
  return std::make_shared<const SourceFile>(SourceFile{path, text});
}

Finding finding(const std::string& path, const std::string& policy,
                const std::string& fingerprint) {
  Finding made;
  made.policy = policy;
  made.file = file(path, "x");
  made.fingerprint = fingerprint;
  return made;
}

Baseline baseline(const std::string& text) {
  return parse_baseline(file("migcheck-baseline.json", text));
}

const std::string two =
    "{\"version\": 1, \"findings\": [\n"
    "{\"policy\": \"drop-table\", \"path\": \"a.py\", \"fingerprint\": \"0a\"},\n"
    "{\"policy\": \"drop-column\", \"path\": \"b.py\", \"fingerprint\": \"0b\"}]}";

std::string error_of(const std::string& text) {
  try {
    baseline(text);
  } catch (const Error& error) {
    return std::string(error.what()) + " (" + error.hint() + ")";
  }
  return "no error";
}

}  // namespace

TEST_CASE("what the baseline knows is marked, and nothing else") {
  std::vector<Finding> findings = {finding("a.py", "drop-table", "0a"),
                                   finding("a.py", "drop-table", "0c")};
  const PolicyRules rules;
  const std::vector<Finding> stale =
      apply_baseline(baseline(two), rules, {{"a.py"}, false}, findings);
  CHECK(findings[0].suppressed == "in the baseline migcheck-baseline.json");
  CHECK(findings[0].baselined);
  CHECK_FALSE(findings[1].suppressed);
  CHECK(stale.empty());  // b.py was not looked at
}

TEST_CASE("an entry that matches nothing is told with its line") {
  std::vector<Finding> findings = {finding("a.py", "drop-table", "0a")};
  const PolicyRules rules;
  const std::vector<Finding> stale =
      apply_baseline(baseline(two), rules, {{"a.py", "b.py"}, false}, findings);
  REQUIRE(stale.size() == 1);
  CHECK(stale[0].policy == "baseline-stale");
  CHECK(stale[0].message.find("1 entry") != std::string::npos);
  CHECK(stale[0].help.find("line 3: drop-column in b.py") != std::string::npos);
}

TEST_CASE("what only a rehearsal finds is not stale without one") {
  const Baseline known = baseline(
      "{\"version\": 1, \"findings\": [{\"policy\": \"roundtrip-upgrade-fails\", \"path\": "
      "\"a.py\", \"fingerprint\": \"0a\"}]}");
  std::vector<Finding> findings;
  CHECK(apply_baseline(known, PolicyRules(), {{"a.py"}, false}, findings).empty());
  CHECK(apply_baseline(known, PolicyRules(), {{"a.py"}, true}, findings).size() == 1);
}

TEST_CASE("a baseline is written and read again; what was not looked at stays") {
  std::vector<Finding> findings = {finding("c.py", "drop-table", "0d"),
                                   finding("a.py", "drop-table", "0c")};
  findings.push_back(finding("a.py", "drop-column", "0e"));
  findings.back().suppressed = "not used";
  const std::string text =
      baseline_text(findings, baseline(two), PolicyRules(), {{"a.py", "c.py"}, false});
  std::string listed;
  for (const KnownFinding& known : baseline(text).known)
    listed += known.path + known.fingerprint + " ";
  CHECK(listed == "a.py0c b.py0b c.py0d ");
}

TEST_CASE("a broken baseline hides nothing") {
  CHECK(error_of("{") == "this is not JSON (check commas, quotes and brackets before this place)");
  CHECK(error_of("{\"version\": 2, \"findings\": []}") ==
        "this version is not known at /version (write it anew with --write-baseline)");
  CHECK(error_of("{\"version\": 1}") == "'findings' is missing at the top (add it)");
  CHECK(error_of("{\"version\": 1, \"findings\": [{\"policy\": \"a\"}]}") ==
        "'fingerprint' is missing at /findings/0 (add it)");
  CHECK(error_of("{\"version\": 1, \"finding\": []}") ==
        "unknown key 'finding' at /finding (did you mean 'findings'?)");
}
