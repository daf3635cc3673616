#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/history_output.h"
#include "cli/project.h"
#include "cli/terminal.h"
#include "core/error.h"
#include "core/text.h"
#include "dialect/graph.h"
#include "git/repository.h"
#include "report/format.h"

namespace migcheck {

namespace {

struct Options {
  ProjectOptions project;
  std::string format = "text";
  bool verbose = false;
  bool single = false;
  bool staged = false;
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

// Says of which histories there is not exactly one head. The exit status: 1 if there is one, else
// 0.
int warn_of_heads(const std::vector<History>& histories) {
  int status = 0;
  for (const History& history : histories) {
    const RevisionGraph graph(history.revisions);
    if (graph.heads().size() == 1) continue;
    std::vector<std::string> ids;
    for (const std::size_t head : graph.heads()) ids.push_back(graph.revisions()[head].id);
    status = 1;
    std::cerr << render_error(
        Error(fmt::format("{} has {} heads instead of one: {}", history_name(history), ids.size(),
                          join(ids, ", ")),
              "run `migcheck merge-heads`, which says how to bring them together"),
        color_of(STDERR_FILENO));
  }
  return status;
}

int print_histories(const Options& options, Print print) {
  Project project = open_project(options.project);
  if (options.staged) project.tree = Repository::open(options.project.folder).index();
  project.histories.content = Content::graph;
  const std::vector<History> histories = load_histories(*project.tree, project.histories);
  int status = warn_of_problems(histories);
  if (options.single && status == 0) status = warn_of_heads(histories);
  if (options.format == "json") {
    print_json(histories);
  } else {
    print_text(histories, project.root, options.verbose ? Detail::verbose : Detail::brief, print);
  }
  return status;
}

Run add_printer(CLI::App& app, const std::shared_ptr<Options>& options, Print print) {
  add_project_options(app, options->project);
  app.add_option("--format", options->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  app.add_flag("-v,--verbose", options->verbose, "Print each revision at length");
  return [options, print] { return print_histories(*options, print); };
}

}  // namespace

Run add_heads(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_flag("--single", options->single, "Exit with status 1 unless there is exactly one head");
  app.add_flag("--staged", options->staged, "Read the index instead of the work tree");
  return add_printer(app, options, heads_text);
}

Run add_history(CLI::App& app) {
  return add_printer(app, std::make_shared<Options>(), history_text);
}

}  // namespace migcheck
