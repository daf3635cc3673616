#include "roundtrip/alembic/python.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "core/error.h"
#include "core/text.h"

namespace migcheck {

namespace fs = std::filesystem;

namespace {

constexpr std::array kKept = {
    "CONDA_PREFIX", "HOME",           "LANG",          "LANGUAGE",        "LC_ALL",
    "LC_CTYPE",     "LC_MESSAGES",    "LC_TIME",       "LD_LIBRARY_PATH", "LOGNAME",
    "PATH",         "PYENV_ROOT",     "PYENV_VERSION", "PYTHONHOME",      "PYTHONPATH",
    "PYTHONUTF8",   "PYTHONWARNINGS", "SSL_CERT_FILE", "TMPDIR",          "TZ",
    "USER",         "VIRTUAL_ENV"};

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

bool is_program(const fs::path& path) {
  std::error_code ignored;
  return access(path.c_str(), X_OK) == 0 && fs::is_regular_file(path, ignored);
}

std::string given_python(const std::string& path) {
  const std::string absolute = fs::absolute(path).lexically_normal().string();
  if (is_program(absolute)) return absolute;
  throw Error(path + " is no program", "name the project's Python: --python .venv/bin/python");
}

// Of a virtual environment in the folder or in one above it, up to the root.
std::string python_above(fs::path folder, const fs::path& root) {
  for (;; folder = folder.parent_path()) {
    for (const char* name : {".venv", "venv"}) {
      const fs::path python = folder / name / "bin" / "python";
      if (is_program(python)) return python.string();
    }
    if (folder == root || folder == folder.parent_path()) return {};
  }
}

std::string python_of_path() {
  const std::string path = variable("PATH");
  for (const std::string_view folder : split(path, ':')) {
    const fs::path python = fs::path(folder) / "python3";
    if (python.is_absolute() && is_program(python)) return python.string();
  }
  return {};
}

fs::path without_slash(const std::string& folder) {
  const fs::path path = fs::path(folder).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

}  // namespace

std::string find_python(const AlembicProject& project) {
  if (!project.python.empty()) return given_python(project.python);
  const fs::path active = fs::path(variable("VIRTUAL_ENV")) / "bin" / "python";
  if (active.is_absolute() && is_program(active)) return active.string();
  const fs::path start = without_slash(working_folder(project));
  if (std::string found = python_above(start, without_slash(project.root)); !found.empty()) {
    return found;
  }
  if (std::string found = python_of_path(); !found.empty()) return found;
  throw Error("there is no Python to run the migrations with", "name it: --python PATH");
}

std::vector<std::string> python_environment(const AlembicProject& project, const Address& address) {
  std::map<std::string, std::string> variables;
  const auto keep = [&](const char* name) {
    if (const char* value = std::getenv(name)) variables[name] = value;
  };
  for (const char* name : kKept) keep(name);
  for (const std::string& name : project.passed) keep(name.c_str());
  variables["PYTHONDONTWRITEBYTECODE"] = "1";  // nothing is left in the project's folders
  for (const auto& [name, value] : project.environment) {
    variables[name] = with_address(value, address);
  }
  std::vector<std::string> made;
  for (const auto& [name, value] : variables) made.push_back(name + "=" + value);
  return made;
}

}  // namespace migcheck
