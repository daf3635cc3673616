#include "roundtrip/alembic/python.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "support/errors.h"
#include "support/temp_folder.h"

using namespace migcheck;
using test::ScopedVariable;
using test::TempFolder;

namespace {

void make_program(const TempFolder& folder, const std::string& path) {
  folder.write(path, "#!/bin/sh\n");
  std::filesystem::permissions(folder.path() + "/" + path, std::filesystem::perms::owner_all);
}

bool has(const std::vector<std::string>& variables, const std::string& variable) {
  return std::find(variables.begin(), variables.end(), variable) != variables.end();
}

}  // namespace

TEST_CASE("the project's Python is the one that is named, active, nearest or on the path") {
  const TempFolder folder;
  AlembicProject project;
  project.root = folder.path() + "/repository";
  project.config = "services/shop/alembic.ini";
  for (const char* path : {"bin/python3", "venv/bin/python", "repository/services/shop/alembic.ini",
                           "active/bin/python", "named"}) {
    make_program(folder, path);
  }
  const ScopedVariable path("PATH", ("relative:/nowhere:" + folder.path() + "/bin").c_str());
  const ScopedVariable none("VIRTUAL_ENV", nullptr);
  const auto found = [&] { return find_python(project).substr(folder.path().size()); };

  CHECK(found() == "/bin/python3");  // what lies above the repository is not the project's
  make_program(folder, "repository/venv/bin/python");
  CHECK(found() == "/repository/venv/bin/python");
  make_program(folder, "repository/services/.venv/bin/python");
  CHECK(found() == "/repository/services/.venv/bin/python");
  {
    const ScopedVariable active("VIRTUAL_ENV", (folder.path() + "/active").c_str());
    CHECK(found() == "/active/bin/python");
    project.python = folder.path() + "/named";
    CHECK(found() == "/named");
  }
  project.python = "not/there";
  CHECK(test::error_of(found) ==
        "not/there is no program\nname the project's Python: --python .venv/bin/python");
}

TEST_CASE("no Python at all") {
  const TempFolder folder;
  AlembicProject project;
  project.root = folder.path();
  const ScopedVariable path("PATH", folder.path().c_str());
  const ScopedVariable none("VIRTUAL_ENV", nullptr);
  CHECK(test::error_of([&] { find_python(project); }) ==
        "there is no Python to run the migrations with\nname it: --python PATH");
}

TEST_CASE("a migration gets few variables, and those that the project names") {
  const ScopedVariable home("HOME", "/home/me");
  const ScopedVariable token("ACTIONS_RUNTIME_TOKEN", "x");
  const ScopedVariable url("DATABASE_URL", "postgresql://me:secret@production/shop");
  const ScopedVariable file("PGPASSFILE", "/home/me/.pgpass");
  const ScopedVariable region("REGION", "eu");
  AlembicProject project;
  const Address address{"/run/a b", "shop", "me"};
  std::vector<std::string> variables = python_environment(project, address);
  CHECK(has(variables, "HOME=/home/me"));
  for (const std::string& variable : variables) {
    for (const char* name : {"ACTIONS_RUNTIME_TOKEN=", "DATABASE_URL=", "PGPASSFILE=", "REGION="}) {
      CHECK_FALSE(variable.starts_with(name));
    }
  }
  project.passed = {"REGION", "NOT_SET"};
  project.environment = {{"DATABASE_URL", "{url}"}, {"HOME", "{host}/{database}/{user}"}};
  variables = python_environment(project, address);
  CHECK(has(variables, "REGION=eu"));
  CHECK(has(variables, "DATABASE_URL=postgresql://me@/shop?host=/run/a%20b"));
  CHECK(has(variables, "HOME=/run/a b/shop/me"));
  CHECK_FALSE(has(variables, "HOME=/home/me"));
}
