#include "dialect/alembic/alembic.h"

#include <algorithm>
#include <set>

#include "core/parallel.h"
#include "dialect/alembic/discovery.h"
#include "dialect/alembic/new_revision.h"
#include "dialect/alembic/project_convention.h"
#include "dialect/alembic/project_modules.h"
#include "dialect/alembic/revision_file.h"
#include "dialect/path.h"

namespace migcheck::alembic {

namespace {

// The files of a folder in the order in which Alembic loads them: a folder's own files by name,
// then its subfolders.
std::vector<FileEntry> revision_entries(const ProjectFiles& project, const std::string& folder,
                                        ProjectFiles::Depth depth) {
  std::vector<FileEntry> entries = project.files_in(folder, depth);
  std::erase_if(
      entries, [](const FileEntry& entry) { return !is_revision_file(path::name_of(entry.path)); });
  std::stable_sort(entries.begin(), entries.end(), [](const FileEntry& a, const FileEntry& b) {
    return path::folder_of(a.path) < path::folder_of(b.path);
  });
  return entries;
}

// Reads files in parallel: each is independent of the others. The files are already in memory.
std::vector<RevisionFile> read_all(const std::vector<SourceFilePtr>& files,
                                   const RevisionOptions& options) {
  std::vector<RevisionFile> read(files.size());
  in_parallel(files.size(), [&](std::size_t i) { read[i] = read_revision(files[i], options); });
  return read;
}

LoweringOptions lowering_options(const ProjectFiles& project, ProjectModules& modules,
                                 const History& history, const HistoryOptions& wanted) {
  LoweringOptions options;
  options.types = wanted.types;
  options.naming_convention.templates = wanted.naming_convention;
  if (wanted.naming_convention.empty()) {
    options.naming_convention = find_naming_convention(project, modules, history.folders);
  }
  return options;
}

void name_files(History& history, const ProjectFiles& project) {
  if (history.config.empty()) return;
  const std::optional<FileNaming> naming = file_naming(project.read(history.config), history);
  if (!naming) return;
  history.file_template = naming->file_template;
  history.slug_length = naming->truncate_slug_length;
}

History load(const ProjectFiles& project, Location location, const HistoryOptions& wanted) {
  History history;
  history.dialect = "alembic";
  history.config = std::move(location.config);
  history.folders = std::move(location.folders);
  history.problems = std::move(location.problems);
  const ProjectFiles::Depth depth =
      location.recursive ? ProjectFiles::Depth::recursive : ProjectFiles::Depth::direct;
  std::vector<SourceFilePtr> files;
  std::set<std::string> seen;
  for (const std::string& folder : history.folders) {
    for (const FileEntry& entry : revision_entries(project, folder, depth)) {
      if (!seen.insert(entry.path).second) continue;
      if (entry.kind != FileEntry::Kind::regular) {
        history.problems.push_back(not_a_file(entry));
      } else if (SourceFilePtr file = project.read(entry.path)) {
        files.push_back(std::move(file));
      }
    }
  }
  ProjectModules modules(project);
  RevisionOptions options;
  options.modules = &modules;
  options.content = wanted.content;
  options.parse_sql = wanted.parse_sql;
  if (wanted.content == Content::scripts) {
    name_files(history, project);
    options.lowering = lowering_options(project, modules, history, wanted);
    history.naming_convention = options.lowering.naming_convention.templates;
  }
  for (RevisionFile& file : read_all(files, options)) {
    if (file.revision) history.revisions.push_back(std::move(*file.revision));
    for (LoadProblem& problem : file.problems) history.problems.push_back(std::move(problem));
  }
  return history;
}

bool has_revision_files(const ProjectFiles& project, const std::string& folder) {
  return !revision_entries(project, folder, ProjectFiles::Depth::direct).empty();
}

}  // namespace

std::vector<History> discover(const ProjectFiles& project, const HistoryOptions& options) {
  std::vector<History> found;
  for (Location& location : find_locations(project)) {
    found.push_back(load(project, std::move(location), options));
  }
  return found;
}

// The folder with env.py in it is taken for its `versions`.
std::optional<History> open(const ProjectFiles& project, const std::string& folder,
                            const HistoryOptions& options) {
  const std::string versions = path::join(folder, "versions");
  const bool is_environment =
      project.find(path::join(folder, "env.py")) && project.has_folder(versions);
  const std::string& chosen = is_environment ? versions : folder;
  if (!has_revision_files(project, chosen)) return std::nullopt;
  return load(project, {"", {chosen}, false, {}}, options);
}

}  // namespace migcheck::alembic
