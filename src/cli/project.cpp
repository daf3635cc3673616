#include "cli/project.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "cli/terminal.h"
#include "core/error.h"
#include "core/text.h"
#include "git/directory_tree.h"
#include "git/repository.h"
#include "report/format.h"

namespace migcheck {

namespace {

namespace fs = std::filesystem;

// The repository of a folder; nothing outside of one.
std::optional<Repository> repository_of(const std::string& folder) {
  try {
    return Repository::open(folder);
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::vector<std::string> below(const std::string& folder, const std::vector<std::string>& paths) {
  std::vector<std::string> joined;
  for (const std::string& path : paths) joined.push_back(fs::path(folder) / path);
  return joined;
}

Project open_repository(const Repository& repository, const ProjectOptions& options) {
  Project project;
  if (repository.is_bare()) {
    const std::optional<Repository::Commit> head = repository.head();
    if (!head) throw Error("the repository has no commits", "commit the migrations first");
    project.tree = repository.tree(*head);
  } else {
    project.tree = repository.work_tree();
    project.root = repository.work_folder();
  }
  project.histories = histories_in(repository, options);
  return project;
}

std::string lexically_clean(const std::string& path) {
  std::string clean = fs::path(path).lexically_normal();
  if (clean.ends_with('/')) clean.pop_back();
  return clean == "." ? "" : clean;
}

}  // namespace

void add_project_options(CLI::App& app, ProjectOptions& options) {
  app.add_option("-C", options.folder, "Look for migrations in this folder")->type_name("DIR");
  app.add_option("--migrations", options.migrations,
                 "A folder of revisions, where it cannot be found otherwise; repeatable")
      ->type_name("DIR")
      ->allow_extra_args(false);
}

HistoryOptions histories_in(const Repository& repository, const ProjectOptions& options) {
  HistoryOptions histories;
  if (repository.is_bare()) {
    histories.migrations = options.migrations;
    return histories;
  }
  histories.start = repository.relative(options.folder);
  for (const std::string& path : below(options.folder, options.migrations)) {
    histories.migrations.push_back(repository.relative(path));
  }
  return histories;
}

Project open_project(const ProjectOptions& options) {
  if (!fs::is_directory(options.folder)) {
    throw Error(fmt::format("there is no folder {}", options.folder), "check the path after -C");
  }
  if (const std::optional<Repository> repository = repository_of(options.folder)) {
    Project project = open_repository(*repository, options);
    configure(project.histories, load_configuration(*project.tree, project.histories.start));
    return project;
  }
  Project project;
  project.tree = plain_folder(options.folder);
  project.root = fs::absolute(options.folder).lexically_normal() / "";
  for (const std::string& path : options.migrations) {
    project.histories.migrations.push_back(lexically_clean(path));
  }
  configure(project.histories, load_configuration(*project.tree, ""));
  return project;
}

void configure(HistoryOptions& histories, const Configuration& configuration) {
  histories.types = configuration.types;
  histories.naming_convention = configuration.naming_convention;
}

std::string history_name(const History& history) {
  return history.config.empty() ? join(history.folders, ", ") : history.config;
}

History load_one_history(const Project& project) {
  std::vector<History> histories = load_histories(*project.tree, project.histories);
  if (histories.size() == 1) return std::move(histories.front());
  std::vector<std::string> names;
  for (const History& history : histories) names.push_back(history_name(history));
  throw Error(fmt::format("there are {} histories here: {}", names.size(), join(names, ", ")),
              "choose one with -C DIR or --migrations DIR");
}

int warn_of_problems(std::span<const History> histories) {
  int status = 0;
  for (const History& history : histories) {
    for (const LoadProblem& problem : history.problems) {
      status = 2;
      std::cerr << render_error(Error(problem.message, problem.hint, problem.file, problem.span),
                                color_of(STDERR_FILENO));
    }
  }
  return status;
}

}  // namespace migcheck
