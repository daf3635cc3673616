#include "dialect/alembic/discovery.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/text.h"
#include "dialect/alembic/settings.h"
#include "dialect/path.h"

namespace migcheck::alembic {

namespace {

bool is_template(std::string_view path) {
  return path.find("{{") != std::string_view::npos || path.find("{%") != std::string_view::npos;
}

bool is_ini(std::string_view path) { return path.ends_with(".ini") && !is_template(path); }

// Other ini files are configurations of Alembic only if they say where the scripts are.
bool concerns_alembic(const SourceFile& file) {
  return path::name_of(file.path) == "alembic.ini" ||
         file.text.find("script_location") != std::string::npos;
}

std::vector<Settings> settings_of(const ProjectFiles& project, const FileEntry& entry) {
  const bool pyproject = path::name_of(entry.path) == "pyproject.toml";
  if (entry.kind != FileEntry::Kind::regular || (!pyproject && !is_ini(entry.path))) return {};
  const SourceFilePtr file = project.read(entry.path);
  if (!file) return {};
  if (!pyproject) {
    return concerns_alembic(*file) ? settings_of_ini(file) : std::vector<Settings>{};
  }
  const std::optional<Settings> settings = settings_of_pyproject(file);
  return settings && settings->script_location ? std::vector{*settings} : std::vector<Settings>{};
}

// Of a folder's configurations, alembic.ini first, then the others by name.
bool comes_first(const FileEntry& a, const FileEntry& b) {
  const auto key = [](const FileEntry& entry) {
    return std::tuple(path::folder_of(entry.path), path::name_of(entry.path) != "alembic.ini",
                      std::string_view(entry.path));
  };
  return key(a) < key(b);
}

LoadProblem missing_folder(const Settings& settings, const std::string& value) {
  return {settings.file, settings.span,
          "names " + value + " as the place of the migrations, and there is no such folder",
          "Correct script_location or version_locations"};
}

Location locate(const ProjectFiles& project, const Settings& settings) {
  Location made;
  made.config = settings.file->path;
  made.recursive = settings.recursive;
  const std::string folder(path::folder_of(made.config));
  const auto resolve = [&](const std::string& value) {
    std::optional<std::string> found = resolve_folder(project, folder, value);
    if (!found) made.problems.push_back(missing_folder(settings, value));
    return found;
  };
  for (const std::string& value : settings.version_locations) {
    if (const auto found = resolve(value)) made.folders.push_back(*found);
  }
  if (!settings.version_locations.empty()) return made;
  // Flask-Migrate's ini has no script_location: the scripts are beside it.
  const auto scripts = settings.script_location ? resolve(*settings.script_location) : folder;
  if (scripts) made.folders.push_back(path::join(*scripts, "versions"));
  return made;
}

// A configuration without any folder that is there says nothing if it does not even name one.
bool is_useful(const ProjectFiles& project, const Settings& settings, const Location& location) {
  return settings.script_location || !settings.version_locations.empty() ||
         std::any_of(location.folders.begin(), location.folders.end(),
                     [&](const std::string& folder) { return project.has_folder(folder); });
}

class Finder {
 public:
  explicit Finder(const ProjectFiles& project) : project_(project) {}

  std::vector<Location> find() {
    std::vector<FileEntry> configs;
    for (const FileEntry& entry : project_.files()) {
      if (project_.in_start(entry.path)) configs.push_back(entry);
    }
    std::sort(configs.begin(), configs.end(), comes_first);
    for (const FileEntry& entry : configs) {
      if (path::folder_of(entry.path) == project_.start()) add_config(entry);
    }
    if (!found_.empty()) return std::move(found_);
    for (const FileEntry& entry : configs) add_config(entry);
    for (const FileEntry& entry : configs) add_environment(entry);
    return std::move(found_);
  }

 private:
  void add_config(const FileEntry& entry) {
    for (const Settings& settings : settings_of(project_, entry)) {
      Location location = locate(project_, settings);
      if (is_useful(project_, settings, location)) add(std::move(location));
    }
  }

  // A folder `versions` beside an env.py that has to do with Alembic.
  void add_environment(const FileEntry& entry) {
    if (path::name_of(entry.path) != "env.py" || is_template(entry.path)) return;
    const std::string versions = path::join(path::folder_of(entry.path), "versions");
    if (!project_.has_folder(versions)) return;
    const SourceFilePtr file = project_.read(entry.path);
    if (!file || file->text.find("alembic") == std::string::npos) return;
    add({"", {versions}, false, {}});
  }

  // Two configurations often name the same folders, for two databases: they are one history.
  void add(Location location) {
    const bool known =
        std::all_of(location.folders.begin(), location.folders.end(),
                    [&](const std::string& folder) { return seen_.contains(folder); });
    if (known && !location.folders.empty()) return;
    seen_.insert(location.folders.begin(), location.folders.end());
    found_.push_back(std::move(location));
  }

  const ProjectFiles& project_;
  std::set<std::string> seen_;
  std::vector<Location> found_;
};

}  // namespace

std::optional<std::string> resolve_folder(const ProjectFiles& project,
                                          const std::string& config_folder,
                                          const std::string& value) {
  if (value.starts_with('/')) {
    const std::string folder = path::join("", value);
    return project.has_folder(folder) ? std::optional(folder) : std::nullopt;
  }
  // `package.module:folder`: the package's name is a path with dots.
  std::string relative = value;
  if (const std::size_t colon = value.find(':'); colon != std::string::npos) {
    relative = replace_all(value.substr(0, colon), ".", "/") + "/" +
               replace_all(value.substr(colon + 1), ":", "/");
  }
  std::string above = config_folder;
  while (true) {
    for (const std::string& base : {above, path::join(above, "src")}) {
      const std::string folder = path::join(base, relative);
      if (folder != ".." && project.has_folder(folder)) return folder;
    }
    if (above.empty()) return std::nullopt;
    above = std::string(path::folder_of(above));
  }
}

std::vector<Location> find_locations(const ProjectFiles& project) { return Finder(project).find(); }

}  // namespace migcheck::alembic
