#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/project.h"
#include "cli/ruleset.h"
#include "policy/catalogue.h"

namespace migcheck {

namespace {

struct Options {
  ProjectOptions project;
  std::string id;
  std::string format = "text";
};

int explain(const Options& options) {
  const Project project = open_project(options.project);
  const Configuration configuration = load_configuration(*project.tree, project.histories.start);
  const std::vector<Policy> policies = policies_of(configuration, *project.tree);
  const Policy& policy = find_policy(policies, options.id);
  std::cout << (options.format == "text" ? explain_text(policy) : policy_markdown(policy));
  return 0;
}

}  // namespace

Run add_explain(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("POLICY", options->id, "The policy's id, as in a finding")->required();
  app.add_option("--format", options->format, "text or markdown")
      ->check(CLI::IsMember({"text", "markdown"}));
  app.add_option("-C", options->project.folder, "The project whose own policies are meant, too")
      ->type_name("DIR");
  return [options] { return explain(*options); };
}

}  // namespace migcheck
