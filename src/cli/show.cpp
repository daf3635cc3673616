#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/history_output.h"
#include "cli/project.h"
#include "dialect/graph.h"
#include "dialect/revision_range.h"

namespace migcheck {

namespace {

struct Options {
  ProjectOptions project;
  std::string revision;
};

int show(const Options& options) {
  Project project = open_project(options.project);
  project.histories.content = Content::graph;
  const History history = load_one_history(project);
  const RevisionGraph graph(history.revisions);
  for (const std::size_t revision : resolve_revisions(graph, options.revision)) {
    std::cout << show_text(graph, revision, project.root);
  }
  return 0;
}

}  // namespace

Run add_show(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  add_project_options(app, options->project);
  app.add_option("revision", options->revision, "An id, the beginning of one, head, LABEL@head, …")
      ->required();
  return [options] { return show(*options); };
}

}  // namespace migcheck
