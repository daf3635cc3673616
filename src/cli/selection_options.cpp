#include "cli/selection_options.h"

#include <CLI/CLI.hpp>
#include <filesystem>

namespace migcheck {

namespace {

std::string below(const std::string& folder, const std::string& path) {
  return std::filesystem::path(folder) / path;
}

}  // namespace

void add_selection_options(CLI::App& app, SelectionOptions& options) {
  CheckSelection& selection = options.selection;
  app.add_option("paths", selection.paths, "Files and folders to check; else what has changed")
      ->type_name("PATH");
  app.add_option("--base", selection.base,
                 "Compare with this revision, and judge the merge with it")
      ->type_name("REV");
  auto* const head =
      app.add_option("--head", selection.head, "Check this revision instead of the work tree");
  head->type_name("REV");
  app.add_flag("--staged", selection.staged, "Check the index against HEAD")->excludes(head);
  app.add_flag("--all", selection.all, "Check the whole history");
  add_project_options(app, options.project);
}

Comparison compare(const SelectionOptions& options) {
  CheckSelection selection = options.selection;
  for (std::string& path : selection.paths) path = below(options.project.folder, path);
  return compare(options.project.folder, selection, Environment::of_process());
}

std::string start_of(const Comparison& comparison, const ProjectOptions& options) {
  return comparison.root.empty() ? "" : comparison.path_in_trees(options.folder);
}

HistoryOptions histories_of(const Comparison& comparison, const ProjectOptions& options,
                            const Configuration& configuration) {
  HistoryOptions histories;
  histories.start = start_of(comparison, options);
  for (const std::string& path : options.migrations) {
    histories.migrations.push_back(
        comparison.path_in_trees(comparison.root.empty() ? path : below(options.folder, path)));
  }
  configure(histories, configuration);
  return histories;
}

}  // namespace migcheck
