#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "core/text.h"
#include "dialect/history.h"
#include "dialect/sql/sql_revision.h"
#include "policy/catalogue.h"
#include "policy/check.h"
#include "support/memory_tree.h"

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

// Several files under one name: "bad/1.py" and "bad/2.py" are one example, "bad.sql" is another.
using Files = std::vector<Example>;

std::vector<Files> grouped(const std::vector<Example>& examples) {
  std::map<std::string, Files> groups;
  for (const Example& example : examples) {
    const std::size_t slash = example.file_name.find('/');
    groups[example.file_name.substr(0, slash)].push_back(example);
  }
  std::vector<Files> all;
  for (auto& [name, files] : groups) all.push_back(std::move(files));
  return all;
}

History sql_history(const Example& example) {
  History history;
  history.dialect = "sql";
  history.has_downgrades = false;
  Revision base = sql_revision(source("versions/1.sql", example_schema()));
  Revision revision = sql_revision(source("versions/2.sql", example.text));
  revision.down_revisions = {base.id};
  history.revisions = {std::move(base), std::move(revision)};
  return history;
}

History alembic_history(const test::MemoryTree& tree) {
  HistoryOptions options;
  options.migrations = {"versions"};
  return load_histories(tree, options).at(0);
}

// One revision on top of the example schema.
History python_history(const Example& example) {
  test::MemoryTree tree;
  tree.write(
      "versions/1.py",
      "from alembic import op\n\nrevision = \"1\"\ndown_revision = None\n\n\ndef upgrade():\n"
      "    op.execute(\"\"\"" +
          example_schema() +
          "\"\"\")\n\n\ndef downgrade():\n"
          "    raise NotImplementedError\n");
  tree.write("versions/2.py", example.text);
  return alembic_history(tree);
}

History folder_history(const Files& files) {
  test::MemoryTree tree;
  for (const Example& file : files) {
    tree.write("versions/" + file.file_name.substr(file.file_name.find('/') + 1), file.text);
  }
  return alembic_history(tree);
}

// The server that an example is for, where its name says so: "bad-pg18.sql", "good-pg14.2.sql".
void set_server(const std::string& file_name, CheckInput& input, FactSettings& settings) {
  const std::size_t at = file_name.find("-pg");
  if (at == std::string::npos) return;
  const std::string version = file_name.substr(at + 3);
  std::size_t digits = 0;
  input.pg_version = std::stoi(version, &digits);
  const bool minor =
      digits + 1 < version.size() && version[digits + 1] >= '0' && version[digits + 1] <= '9';
  if (minor) settings.pg_minor = std::stoi(version.substr(digits + 1));
}

bool is_folder(const Files& files) { return files[0].file_name.find('/') != std::string::npos; }

std::vector<Finding> check(const Files& files, const Policy& policy) {
  const bool python = files[0].file_name.ends_with(".py");
  const History history = is_folder(files) ? folder_history(files)
                          : python         ? python_history(files[0])
                                           : sql_history(files[0]);
  const RevisionGraph graph(history.revisions);
  CheckInput input{history, graph, {}, {}, {}};
  for (const Revision& revision : history.revisions) {
    input.selected.push_back(is_folder(files) ||
                             revision.path() != (python ? "versions/1.py" : "versions/1.sql"));
  }
  // What a pull request did to the files cannot be told from the files: here it changed the first
  // of a bad example, and added the last of a good one.
  if (policy.id == "shipped-revision-edited") {
    const bool bad = files[0].file_name.starts_with("bad");
    input.shipped_changes = {{bad ? FileChange::Kind::modified : FileChange::Kind::added,
                              bad ? "versions/1.py" : "versions/2.py", bad ? "versions/1.py" : ""}};
  }
  PolicySet set(builtin_policies());
  if (set.severity(policy.id) == Severity::off) {
    set.set(policy.id, policy.strict == Severity::off ? Severity::notice : policy.strict);
  }
  FactSettings settings;
  set_server(files[0].file_name, input, settings);
  input.settings = &settings;
  const PolicyRules rules(std::move(set));
  input.rules = &rules;
  return check_history(input).findings;
}

std::string listed(const std::vector<Finding>& findings) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings) lines.push_back(finding.policy + ": " + finding.message);
  return join(lines, "\n");
}

bool counts(const Finding& finding) {
  return !finding.suppressed && finding.severity > Severity::notice;
}

}  // namespace

TEST_CASE("the bad examples violate their policy and no other one") {
  std::size_t examples = 0;
  for (const Policy& policy : builtin_policies()) {
    if (policy.subject == Subject::roundtrip) continue;
    REQUIRE_FALSE(policy.bad.empty());
    for (const Files& files : grouped(policy.bad)) {
      const std::string name = policy.id + "/" + files[0].file_name;
      CAPTURE(name);
      const std::vector<Finding> findings = check(files, policy);
      const std::string found = listed(findings);
      CAPTURE(found);
      const auto is_it = [&](const Finding& f) { return f.policy == policy.id && !f.suppressed; };
      CHECK(std::count_if(findings.begin(), findings.end(), is_it) == 1);
      const auto other = [&](const Finding& f) { return counts(f) && f.policy != policy.id; };
      CHECK(std::none_of(findings.begin(), findings.end(), other));
      // A fact that is not known comes out as a question mark.
      const auto doubts = [&](const Finding& f) {
        return is_it(f) && policy.subject == Subject::statement &&
               (f.message + f.help).find('?') != std::string::npos;
      };
      CHECK(std::none_of(findings.begin(), findings.end(), doubts));
      ++examples;
    }
  }
  CHECK(examples >= 60);
}

TEST_CASE("the good examples violate nothing") {
  std::size_t examples = 0;
  for (const Policy& policy : builtin_policies()) {
    REQUIRE_FALSE(policy.good.empty());
    for (const Files& files : grouped(policy.good)) {
      const std::string name = policy.id + "/" + files[0].file_name;
      CAPTURE(name);
      const std::vector<Finding> findings = check(files, policy);
      const std::string found = listed(findings);
      CAPTURE(found);
      CHECK(std::none_of(findings.begin(), findings.end(),
                         [](const Finding& finding) { return !finding.suppressed; }));
      ++examples;
    }
  }
  CHECK(examples >= 75);
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
      {Kind::column_order_differs, "roundtrip-column-order-differs"},
      {Kind::enum_value_left, "roundtrip-enum-value-left"},
  };
  std::set<std::string> met;
  for (const auto& [kind, id] : rows) {
    RoundtripProblem problem;
    problem.kind = kind;
    problem.revision = "2";
    problem.file = source("versions/2.py", "revision = '2'\n");
    problem.detail = "relation \"a\" {does} not exist (42P01)";
    const std::vector<Finding> findings = check_roundtrip({&problem, 1}, PolicyRules());
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
