#include "cli/policy_examples.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <memory>

#include "cli/analysis.h"
#include "cli/project.h"
#include "core/memory_tree.h"
#include "core/text.h"

namespace migcheck {

namespace {

using Files = std::map<std::string, std::string>;  // by their path in the example

struct Group {
  std::string name;
  bool bad = false;
  bool folder = false;
  Files files;
};

// "bad/1.py" and "bad/2.py" are one example, "bad.sql" is another.
std::vector<Group> grouped(const Policy& policy) {
  std::map<std::string, Group> groups;
  for (const std::vector<Example>* examples : {&policy.bad, &policy.good}) {
    for (const Example& example : *examples) {
      const std::size_t slash = example.file_name.find('/');
      Group& group = groups[example.file_name.substr(0, slash)];
      group.name = example.file_name.substr(0, slash);
      group.bad = examples == &policy.bad;
      group.folder = slash != std::string::npos;
      group.files[group.folder ? example.file_name.substr(slash + 1) : example.file_name] =
          example.text;
    }
  }
  std::vector<Group> all;
  for (auto& [name, group] : groups) all.push_back(std::move(group));
  return all;
}

// Modules of an application stand in folders.
bool is_revision(const std::string& path) {
  return path.find('/') == std::string::npos && (path.ends_with(".py") || path.ends_with(".sql"));
}

std::string python_base(const std::string& schema) {
  return "from alembic import op\n\nrevision = \"1\"\ndown_revision = None\n\n\ndef upgrade():\n"
         "    op.execute(\"\"\"" +
         schema + "\"\"\")\n\n\ndef downgrade():\n    raise NotImplementedError\n";
}

// The states before and after the change.
struct Trees {
  std::shared_ptr<MemoryTree> before, after;
};

// One revision on top of the schema.
Trees on_schema(const std::string& path, const std::string& text, const std::string& schema) {
  Trees trees = {std::make_shared<MemoryTree>(), nullptr};
  const bool python = path.ends_with(".py");
  const bool numbered = !path.empty() && '0' <= path[0] && path[0] <= '9';
  const std::string name = python || numbered ? path : "1_" + path;
  trees.before->write(python ? "versions/0_schema.py" : "versions/0_schema.sql",
                      python ? python_base(schema) : schema);
  trees.after = std::make_shared<MemoryTree>(*trees.before);
  trees.after->write("versions/" + name, text);
  return trees;
}

// A history as it stands in the example's folder.
Trees history(const Files& files) {
  constexpr std::string_view shipped = "shipped/";
  Trees trees = {nullptr, std::make_shared<MemoryTree>()};
  for (const auto& [path, text] : files) {
    if (!path.starts_with(shipped)) {
      trees.after->write(is_revision(path) ? "versions/" + path : path, text);
      continue;
    }
    if (!trees.before) trees.before = std::make_shared<MemoryTree>();
    trees.before->write("versions/" + path.substr(shipped.size()), text);
  }
  return trees;
}

Trees trees_of(const Group& group, const std::string& schema) {
  if (!group.folder) {
    const auto& [path, text] = *group.files.begin();
    return on_schema(path, text, schema);
  }
  std::vector<std::string> revisions;
  bool shipped = false;
  for (const auto& [path, text] : group.files) {
    if (is_revision(path)) revisions.push_back(path);
    shipped |= path.starts_with("shipped/");
  }
  if (revisions.size() != 1 || shipped) return history(group.files);
  Trees trees = on_schema(revisions[0], group.files.at(revisions[0]), schema);
  for (const auto& [path, text] : group.files) {
    if (!is_revision(path)) trees.after->write(path, text);
  }
  return trees;
}

Comparison comparison_of(const Trees& trees) {
  Comparison comparison;
  comparison.result = comparison.head = trees.after;
  comparison.start = trees.before;
  comparison.scope = trees.before ? Comparison::Scope::changed : Comparison::Scope::all;
  return comparison;
}

// The server that an example is for, where its name says so: "bad-pg18.sql", "good-pg14.2.sql".
void set_server(const std::string& name, AnalysisOptions& options, FactSettings& settings) {
  static const re2::RE2 pattern(R"(-pg(\d\d)(?:\.(\d+))?)");
  int minor = -1;
  std::string minor_text;
  if (!re2::RE2::PartialMatch(name, pattern, &options.pg_version, &minor_text)) return;
  if (re2::RE2::FullMatch(minor_text, R"((\d+))", &minor)) settings.pg_minor = minor;
}

// An example says nothing about a policy that is off: it is switched on.
void switch_on(const Policy& policy, Ruleset& ruleset) {
  if (ruleset.rules.project().severity(policy.id) != Severity::off) return;
  ruleset.rules.set(policy.id, policy.strict == Severity::off ? Severity::notice : policy.strict);
}

std::vector<Finding> check(const Group& group, const Policy& policy,
                           const std::vector<Policy>& policies, const std::string& schema) {
  const Trees trees = trees_of(group, schema);
  Ruleset ruleset = make_ruleset(load_configuration(*trees.after, ""), *trees.after, "", policies);
  switch_on(policy, ruleset);
  HistoryOptions histories;
  if (!trees.after->read("alembic.ini")) histories.migrations = {"versions"};
  configure(histories, ruleset.configuration);
  AnalysisOptions options{ruleset};
  options.pg_version = ruleset.configuration.pg_version.value_or(15);
  options.today = "2024-07-01";
  set_server(group.name, options, ruleset.settings);
  std::vector<Finding> findings = analyse(comparison_of(trees), histories, options).report.findings;
  std::erase_if(findings, [](const Finding& finding) { return finding.suppressed.has_value(); });
  return findings;
}

std::string listed(const std::vector<Finding>& findings) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings) {
    lines.push_back(fmt::format("{}: {}", finding.policy, finding.message));
  }
  return join(lines, "\n");
}

std::string problem_of(const Group& group, const Policy& policy,
                       const std::vector<Finding>& findings) {
  if (!group.bad) return findings.empty() ? "" : "it has findings:\n" + listed(findings);
  const auto is_own = [&](const Finding& finding) { return finding.policy == policy.id; };
  const auto own = std::count_if(findings.begin(), findings.end(), is_own);
  if (own != 1) {
    return fmt::format("it has {} of its policy instead of one:\n{}",
                       counted(static_cast<std::size_t>(own), "finding"), listed(findings));
  }
  // A fact that is not known comes out as a question mark.
  const bool doubts = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    const bool asks = (finding.message + finding.help).find('?') != std::string::npos;
    return is_own(finding) && policy.subject == Subject::statement && asks;
  });
  if (doubts) return "its text names a fact that is not known:\n" + listed(findings);
  const bool other = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return !is_own(finding) && finding.severity > Severity::notice;
  });
  return other ? "another policy has more to say:\n" + listed(findings) : "";
}

}  // namespace

std::vector<ExampleRun> run_examples(const Policy& policy, const std::vector<Policy>& policies,
                                     const std::string& schema) {
  std::vector<ExampleRun> runs;
  if (policy.subject == Subject::roundtrip) return runs;
  for (const Group& group : grouped(policy)) {
    ExampleRun run = {group.name, check(group, policy, policies, schema), {}};
    run.problem = problem_of(group, policy, run.findings);
    runs.push_back(std::move(run));
  }
  return runs;
}

}  // namespace migcheck
