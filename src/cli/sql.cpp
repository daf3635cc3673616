#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <vector>

#include "cli/command.h"
#include "cli/project.h"
#include "cli/sql_output.h"
#include "cli/sql_text.h"
#include "dialect/graph.h"
#include "dialect/revision_range.h"

namespace migcheck {

namespace {

struct Options {
  ProjectOptions project;
  std::string range;
  std::string format = "text";
};

int print_sql(const Options& options) {
  const History history = load_one_history(open_project(options.project));
  const int status = warn_of_problems({&history, 1});
  const RevisionGraph graph(history.revisions);
  const RevisionRange range = resolve_range(graph, options.range);
  if (options.format == "json") {
    std::vector<const Revision*> revisions;
    for (const std::size_t index : range.revisions) revisions.push_back(&history.revisions[index]);
    std::cout << sql_json(revisions);
  } else {
    const bool alembic = history.dialect == "alembic";
    std::cout << sql_text(graph, range,
                          alembic ? TransactionScope::run : TransactionScope::migration);
  }
  return status;
}

}  // namespace

Run add_sql(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  add_project_options(app, options->project);
  app.add_option("range", options->range, "TO, or FROM:TO; base:heads when it is left out");
  app.add_option("--format", options->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  return [options] { return print_sql(*options); };
}

}  // namespace migcheck
