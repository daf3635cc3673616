#include "cli/alembic_project.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "dialect/path.h"
#include "git/directory_tree.h"

namespace migcheck {

namespace fs = std::filesystem;

namespace {

void add_texts(const std::vector<Setting>& settings, std::vector<std::string>& texts) {
  for (const Setting& setting : settings) texts.push_back(setting.text);
}

std::set<std::string> folders_of(const History& history) {
  std::set<std::string> folders;
  for (const Revision& revision : history.revisions) {
    folders.insert(std::string(path::folder_of(revision.path())));
  }
  return folders;
}

// The Python files that lie in the folder itself, with their texts.
std::map<std::string, std::string> modules_in(const FileTree& tree, const std::string& folder) {
  std::map<std::string, std::string> modules;
  for (const FileEntry& entry : tree.list(folder)) {
    const bool here = path::folder_of(entry.path) == folder && entry.path.ends_with(".py");
    if (here) modules[std::string(path::name_of(entry.path))] = tree.read(entry.path).value_or("");
  }
  return modules;
}

// Alembic reads whatever lies in the folders of the revisions: it must be what is checked.
bool is_on_disk(const Comparison& comparison, const std::set<std::string>& folders) {
  return !comparison.root.empty() &&
         std::all_of(folders.begin(), folders.end(), [&](const std::string& folder) {
           const std::string place = comparison.root + folder;
           return fs::is_directory(place) &&
                  modules_in(*comparison.result, folder) == modules_in(*plain_folder(place), "");
         });
}

}  // namespace

AlembicProject alembic_settings(const Configuration& configuration,
                                const RehearsalOptions& options) {
  const RehearsalSettings& settings = configuration.rehearsal;
  AlembicProject project;
  project.python = options.python;
  add_texts(settings.x_arguments, project.x_arguments);
  project.x_arguments.insert(project.x_arguments.end(), options.x_arguments.begin(),
                             options.x_arguments.end());
  project.environment = settings.environment;
  add_texts(settings.passed_variables, project.passed);
  add_texts(settings.imports, project.imports);
  project.own_env = settings.own_env;
  project.command = settings.command.text;
  project.limits = settings.limits;
  return project;
}

void add_place(AlembicProject& project, const History& history, const Comparison& comparison) {
  const std::set<std::string> folders = folders_of(history);
  project.root = comparison.root;
  project.config = history.config;
  project.naming_convention = history.naming_convention;
  project.folders.assign(folders.begin(), folders.end());
  if (!is_on_disk(comparison, folders)) project.tree = comparison.result;
}

}  // namespace migcheck
