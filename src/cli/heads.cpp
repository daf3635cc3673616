#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/history_output.h"
#include "cli/project.h"
#include "dialect/graph.h"

namespace migcheck {

namespace {

struct Options {
  ProjectOptions project;
  std::string format = "text";
  bool verbose = false;
};

using Print = std::string (*)(const RevisionGraph& graph, Detail detail, const std::string& root);

// The text of every history, each under its name where there are several.
void print_text(const std::vector<History>& histories, const std::string& root, Detail detail,
                Print print) {
  for (const History& history : histories) {
    if (histories.size() > 1) std::cout << "# " << history_name(history) << "\n";
    std::cout << print(RevisionGraph(history.revisions), detail, root);
  }
}

void print_json(const std::vector<History>& histories) {
  std::vector<RevisionGraph> graphs;
  for (const History& history : histories) graphs.emplace_back(history.revisions);
  std::vector<const RevisionGraph*> pointers;
  for (const RevisionGraph& graph : graphs) pointers.push_back(&graph);
  std::cout << history_json(pointers);
}

int print_histories(const Options& options, Print print) {
  Project project = open_project(options.project);
  project.histories.content = Content::graph;
  const std::vector<History> histories = load_histories(*project.tree, project.histories);
  const int status = warn_of_problems(histories);
  if (options.format == "json") {
    print_json(histories);
  } else {
    print_text(histories, project.root, options.verbose ? Detail::verbose : Detail::brief, print);
  }
  return status;
}

Run add_printer(CLI::App& app, Print print) {
  const auto options = std::make_shared<Options>();
  add_project_options(app, options->project);
  app.add_option("--format", options->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  app.add_flag("-v,--verbose", options->verbose, "Print each revision at length");
  return [options, print] { return print_histories(*options, print); };
}

}  // namespace

Run add_heads(CLI::App& app) { return add_printer(app, heads_text); }

Run add_history(CLI::App& app) { return add_printer(app, history_text); }

}  // namespace migcheck
