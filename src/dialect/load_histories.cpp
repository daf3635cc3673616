#include "core/error.h"
#include "core/text.h"
#include "dialect/dialect.h"
#include "dialect/path.h"

namespace migcheck {

namespace {

History open_folder(const ProjectFiles& project, const std::string& folder) {
  if (!project.has_folder(folder)) {
    throw Error("there is no folder " + folder + " with migrations in it",
                "Name a versions folder, relative to the root of the repository");
  }
  for (const Dialect& dialect : dialects()) {
    if (std::optional<History> history = dialect.open(project, folder)) return *history;
  }
  throw Error("there are no migrations in " + folder,
              "Name the folder that the migrations themselves are in");
}

[[noreturn]] void throw_nothing_found(const ProjectFiles& project) {
  std::string looked_for;
  for (const Dialect& dialect : dialects()) {
    if (!looked_for.empty()) looked_for += ", ";
    looked_for += dialect.looks_for;
  }
  const std::string where = project.start().empty() ? "the repository" : project.start();
  throw Error("no migrations found in " + where + ": looked for " + looked_for,
              "Name the folder with --migrations DIR");
}

}  // namespace

std::vector<History> load_histories(const FileTree& tree, const HistoryOptions& options) {
  const ProjectFiles project(tree, options.start);
  std::vector<History> found;
  for (const std::string& folder : options.migrations) {
    found.push_back(open_folder(project, path::join(folder, "")));
  }
  if (!found.empty()) return found;
  for (const Dialect& dialect : dialects()) {
    for (History& history : dialect.discover(project)) found.push_back(std::move(history));
  }
  if (found.empty()) throw_nothing_found(project);
  return found;
}

}  // namespace migcheck
