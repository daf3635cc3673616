#include <algorithm>
#include <iterator>

#include "core/error.h"
#include "core/text.h"
#include "dialect/dialect.h"
#include "dialect/path.h"

namespace migcheck {

namespace {

History open_folder(const ProjectFiles& project, const std::string& folder,
                    const HistoryOptions& options) {
  if (!project.has_folder(folder)) {
    throw Error("there is no folder " + folder + " with migrations in it",
                "Name a versions folder, relative to the root of the repository");
  }
  for (const Dialect& dialect : dialects()) {
    if (std::optional<History> history = dialect.open(project, folder, options)) return *history;
  }
  throw Error("there are no migrations in " + folder,
              "Name the folder that the migrations themselves are in");
}

bool has(const History& history, const std::string& id) {
  return std::any_of(history.revisions.begin(), history.revisions.end(),
                     [&](const Revision& revision) { return revision.id == id; });
}

// Whether a revision of `one` follows one of `other`.
bool builds_on(const History& one, const History& other) {
  const auto follows = [&](const std::string& id) { return !has(one, id) && has(other, id); };
  return std::any_of(one.revisions.begin(), one.revisions.end(), [&](const Revision& revision) {
    return std::any_of(revision.down_revisions.begin(), revision.down_revisions.end(), follows);
  });
}

void join(History& history, History other) {
  const auto append = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  append(history.folders, other.folders);
  append(history.revisions, other.revisions);
  append(history.problems, other.problems);
  std::sort(history.revisions.begin(), history.revisions.end(),
            [](const Revision& a, const Revision& b) { return a.path() < b.path(); });
}

// Named folders that build on each other are one history, like Alembic's version_locations.
std::vector<History> join_connected(std::vector<History> found) {
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (std::size_t j = i + 1; j < found.size();) {
      if (!builds_on(found[i], found[j]) && !builds_on(found[j], found[i])) {
        ++j;
        continue;
      }
      join(found[i], std::move(found[j]));
      found.erase(found.begin() + static_cast<std::ptrdiff_t>(j));
      j = i + 1;  // what was joined may build on others
    }
  }
  return found;
}

// Whether it is in a folder of one of the others: files that the others use.
bool lies_within(const History& history, const std::vector<History>& others) {
  const auto holds = [&](const std::string& folder) {
    return std::any_of(history.folders.begin(), history.folders.end(), [&](const std::string& own) {
      return !folder.empty() && path::is_below(own, folder);
    });
  };
  return std::any_of(others.begin(), others.end(), [&](const History& other) {
    return other.dialect != history.dialect &&
           std::any_of(other.folders.begin(), other.folders.end(), holds);
  });
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
    found.push_back(open_folder(project, path::join(folder, ""), options));
  }
  if (!found.empty()) return join_connected(std::move(found));
  for (const Dialect& dialect : dialects()) {
    for (History& history : dialect.discover(project, options)) {
      if (!lies_within(history, found)) found.push_back(std::move(history));
    }
  }
  if (found.empty()) throw_nothing_found(project);
  return found;
}

}  // namespace migcheck
