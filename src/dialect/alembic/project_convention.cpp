#include "dialect/alembic/project_convention.h"

#include <algorithm>
#include <optional>

#include "dialect/alembic/python/parser.h"
#include "dialect/alembic/target_metadata.h"
#include "dialect/path.h"

namespace migcheck::alembic {

namespace {

// env.py stands beside the versions folder, or above one that is nested.
SourceFilePtr find_environment(const ProjectFiles& project,
                               const std::vector<std::string>& folders) {
  constexpr int maximum_height = 3;
  for (const std::string& folder : folders) {
    std::string above = folder;
    for (int height = 0; height < maximum_height && !above.empty(); ++height) {
      above = path::folder_of(above);
      if (SourceFilePtr file = project.read(path::join(above, "env.py"))) return file;
    }
  }
  return nullptr;
}

bool is_below_any(const std::string& path, const std::vector<std::string>& folders) {
  return std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) {
    return !folder.empty() && path::is_below(path, folder);
  });
}

// Tests make MetaData of all kinds.
bool is_test(const std::string& path) {
  const std::string_view name = path::name_of(path);
  return name.starts_with("test_") || name.starts_with("conftest") || path.starts_with("tests/") ||
         path.find("/tests/") != std::string::npos || path.find("/test/") != std::string::npos;
}

// Where a module of the project makes a convention of its own.
struct Found {
  NamingConvention convention;
  std::string path;
};

std::vector<Found> conventions_of_project(const ProjectFiles& project,
                                          python::ModuleFinder& modules,
                                          const std::vector<std::string>& folders) {
  constexpr std::size_t maximum_size = 256 * 1024;
  std::vector<Found> found;
  for (const FileEntry& entry : project.files()) {
    const std::string& path = entry.path;
    if (!path.ends_with(".py") || entry.kind != FileEntry::Kind::regular) continue;
    if (is_below_any(path, folders) || is_test(path)) continue;
    const SourceFilePtr file = project.read(path);
    if (!file || file->text.size() > maximum_size) continue;
    if (file->text.find("naming_convention") == std::string::npos) continue;
    const python::Parsed parsed = python::parse(file);
    if (!parsed.module) continue;
    for (NamingConvention& convention : conventions_in(parsed.module, modules)) {
      found.push_back({std::move(convention), path});
    }
  }
  return found;
}

bool is_same(const NamingConvention& a, const NamingConvention& b) {
  return a.templates == b.templates && a.unknown == b.unknown;
}

}  // namespace

NamingConvention find_naming_convention(const ProjectFiles& project, python::ModuleFinder& modules,
                                        const std::vector<std::string>& folders) {
  const SourceFilePtr env = find_environment(project, folders);
  if (!env) return {};
  if (const python::Parsed parsed = python::parse(env); parsed.module) {
    if (auto convention = convention_of_environment(parsed.module, modules)) return *convention;
  }
  const std::vector<Found> found = conventions_of_project(project, modules, folders);
  if (found.empty()) return {};
  for (const Found& other : found) {
    if (!is_same(other.convention, found[0].convention)) {
      return {{}, "is one in " + found[0].path + " and another in " + other.path};
    }
  }
  return found[0].convention;
}

}  // namespace migcheck::alembic
