#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <set>

#include "cli/command.h"
#include "cli/policy_examples.h"
#include "cli/project.h"
#include "cli/ruleset.h"
#include "core/error.h"
#include "core/text.h"
#include "policy/catalogue.h"

namespace migcheck {

namespace {

struct Options {
  ProjectOptions project;
  std::string format = "text";
  bool test = false;
};

std::string render(const std::vector<Policy>& policies, const std::string& format) {
  if (format == "json") return policies_json(policies);
  if (format == "markdown") return policies_markdown(policies);
  return policies_text(policies);
}

// The tables that the examples of the project's own policies find, from each folder's schema.sql.
std::string schema_of(const Configuration& configuration, const FileTree& tree) {
  std::string schema;
  for (const Setting& folder : configuration.policies) {
    schema += tree.read(beside(configuration, folder.text) + "/schema.sql").value_or("");
  }
  return schema;
}

// Runs the examples of the project's own policies. The exit status.
int test(const Configuration& configuration, const FileTree& tree,
         const std::vector<Policy>& policies) {
  if (configuration.policies.empty()) {
    throw Error("there are no own policies to test",
                "name their folder in the configuration: policies = [\"db/policies\"]");
  }
  std::set<std::string> builtin;
  for (const Policy& policy : builtin_policies()) builtin.insert(policy.id);
  const std::string schema = schema_of(configuration, tree);
  std::size_t own = 0, examples = 0, failed = 0;
  for (const Policy& policy : policies) {
    if (builtin.contains(policy.id)) continue;
    ++own;
    for (const ExampleRun& run : run_examples(policy, policies, schema)) {
      ++examples;
      if (run.problem.empty()) continue;
      ++failed;
      std::cout << fmt::format("{}, {}: {}\n", policy.id, run.name, run.problem);
    }
  }
  std::cout << fmt::format("{} of {}: {} failed\n", counted(examples, "example"),
                           own == 1 ? "1 policy" : fmt::format("{} policies", own), failed);
  return failed == 0 ? 0 : 1;
}

int run(const Options& options) {
  const Project project = open_project(options.project);
  const Configuration configuration = load_configuration(*project.tree, project.histories.start);
  const std::vector<Policy> policies = policies_of(configuration, *project.tree);
  if (options.test) return test(configuration, *project.tree, policies);
  std::cout << render(policies, options.format);
  return 0;
}

}  // namespace

Run add_policies(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("--format", options->format, "text, json or markdown")
      ->check(CLI::IsMember({"text", "json", "markdown"}));
  app.add_flag("--test", options->test, "Run the examples of the project's own policies");
  app.add_option("-C", options->project.folder, "The project whose own policies are meant, too")
      ->type_name("DIR");
  return [options] { return run(*options); };
}

}  // namespace migcheck
