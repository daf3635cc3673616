#include "dialect/sql/discovery.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "core/text.h"
#include "dialect/path.h"
#include "dialect/sql/layout.h"
#include "dialect/sql/names.h"
#include "sql/lexer.h"

namespace migcheck::sql_files {

namespace {

constexpr std::array unwanted_folders = {
    // of no database that anybody runs
    "test", "tests", "testdata", "__tests__", "spec", "fixtures", "examples", "example", "seeds",
    // for other databases
    "mysql", "mariadb", "sqlite", "sqlite3", "mssql", "sqlserver", "oracle", "clickhouse",
    "cassandra", "cockroach", "cockroachdb", "duckdb", "snowflake", "bigquery", "spanner"};

constexpr std::array migration_folders = {"migrations", "migration"};

template <typename Names>
bool is_one_of(std::string_view name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_unwanted(const ProjectFiles& project, const std::string& folder) {
  const std::string below = folder.substr(std::min(folder.size(), project.start().size()));
  const std::vector<std::string_view> parts = split(below, '/');
  return std::any_of(parts.begin(), parts.end(), [](std::string_view part) {
    return is_one_of(to_lower(part), unwanted_folders);
  });
}

// Flyway looks into the folders below its own, which is usually called `migration`.
std::string flyway_root(const std::string& folder) {
  for (std::string above = folder; !above.empty(); above = path::folder_of(above)) {
    if (is_one_of(path::name_of(above), migration_folders)) return above;
  }
  return folder;
}

// The folder of the history that a file would belong to.
std::string folder_for(const std::string& file) {
  const std::string folder(path::folder_of(file));
  const std::string_view name = path::name_of(file);
  if (name == "up.sql") return std::string(path::folder_of(folder));
  const bool flyway = name.size() > 1 && name[0] == 'V' && name.find("__") != std::string::npos;
  return flyway ? flyway_root(folder) : folder;
}

// What no PostgreSQL understands.
bool is_of_other_database(std::string_view text) {
  sql::Lexer lexer(text);
  while (const auto token = lexer.next()) {
    const std::string_view written =
        text.substr(token->span.begin, token->span.end - token->span.begin);
    if (written == "`") return true;
    if (token->kind != sql::Token::Kind::word) continue;
    const std::string word = to_lower(written);
    if (word == "auto_increment" || word == "autoincrement") return true;
  }
  return false;
}

// Numbers alone say little: every SQL file has to have one of its own, and none may be a way back.
bool is_numbered_history(const ProjectFiles& project, const std::string& folder,
                         const Layout& layout) {
  const std::string parent(path::name_of(path::folder_of(folder)));
  if (!is_one_of(path::name_of(folder), migration_folders) &&
      !is_one_of(parent, migration_folders)) {
    return false;
  }
  const std::vector<FileEntry> files = project.files_in(folder, ProjectFiles::Depth::direct);
  return std::none_of(files.begin(), files.end(), [&](const FileEntry& entry) {
    if (entry.path.ends_with(".py")) return true;
    if (!entry.path.ends_with(".sql")) return false;
    const auto named = layout.read_name(path::name_of(entry.path));
    if (!named) return true;
    const std::string name = to_lower(named->name);
    return name.ends_with("down") || name.ends_with("rollback") || name.ends_with("undo") ||
           name.ends_with("revert") || name.ends_with("up");
  });
}

bool is_history(const ProjectFiles& project, const std::string& folder) {
  if (is_unwanted(project, folder)) return false;
  const Layout* layout = layout_of(project, folder);
  if (layout == nullptr) return false;
  if (layout->name == std::string_view("sql") && !is_numbered_history(project, folder, *layout)) {
    return false;
  }
  // The first files tell: they make tables.
  std::size_t read = 0;
  for (const FileEntry& entry : project.files_in(folder, ProjectFiles::Depth::recursive)) {
    if (!entry.path.ends_with(".sql") || read == 3) continue;
    ++read;
    const SourceFilePtr file = project.read(entry.path);
    if (file && is_of_other_database(file->text)) return false;
  }
  return true;
}

}  // namespace

std::vector<std::string> find_folders(const ProjectFiles& project) {
  std::set<std::string> candidates;
  for (const FileEntry& entry : project.files()) {
    if (!entry.path.ends_with(".sql") || !project.in_start(entry.path)) continue;
    const std::string folder = folder_for(entry.path);
    if (project.in_start(folder)) candidates.insert(folder);
  }
  std::vector<std::string> found;
  for (const std::string& folder : candidates) {
    const bool inside = std::any_of(found.begin(), found.end(), [&](const std::string& other) {
      return !other.empty() && path::is_below(folder, other);
    });
    if (!inside && is_history(project, folder)) found.push_back(folder);
  }
  return found;
}

}  // namespace migcheck::sql_files
