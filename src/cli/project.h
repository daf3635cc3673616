#pragma once

#include <CLI/App.hpp>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "core/file_tree.h"
#include "dialect/history.h"
#include "git/repository.h"

namespace migcheck {

// Where a command looks for migrations: -C and --migrations.
struct ProjectOptions {
  std::string folder = ".";             // -C
  std::vector<std::string> migrations;  // --migrations, relative to `folder`
};

// Adds -C and --migrations; `options` must outlive the command.
void add_project_options(CLI::App& app, ProjectOptions& options);

// The files of a project as they are now, and where in them to look.
struct Project {
  std::unique_ptr<FileTree> tree;
  HistoryOptions histories;
  std::string root;  // of the tree on disk, with a final slash; empty in a bare repository
};

// The same as paths in the repository's trees. A path outside of it is an Error.
HistoryOptions histories_in(const Repository& repository, const ProjectOptions& options);

// The work tree of the repository that the folder lies in, untracked files included; in a bare
// repository the tree of HEAD; outside of a repository the folder itself. A folder that does not
// exist is an Error.
Project open_project(const ProjectOptions& options);

// Takes over what the configuration says about histories.
void configure(HistoryOptions& histories, const Configuration& configuration);

// The one history of the project. Several are an Error that lists them and says how to choose.
History load_one_history(const Project& project);

// Says on standard error which files could not be read as revisions. The exit status: 2 if there
// are any, as what is printed is not all then, else 0.
int warn_of_problems(std::span<const History> histories);

// How a history is named to the user: its ini, or its versions folder.
std::string history_name(const History& history);

}  // namespace migcheck
