#include "cli/alembic_project.h"

#include <doctest/doctest.h>

#include "git/directory_tree.h"
#include "support/memory_tree.h"
#include "support/temp_folder.h"

using namespace migcheck;
using test::MemoryTree;
using test::TempFolder;

namespace {

Revision revision_in(const std::string& path) {
  Revision revision;
  revision.file = std::make_shared<const SourceFile>(SourceFile{path, ""});
  return revision;
}

History history() {
  History made;
  made.config = "db/alembic.ini";
  made.folders = {"db/versions"};
  made.naming_convention = {{"uq", "u"}};
  made.revisions.push_back(revision_in("db/versions/a.py"));
  made.revisions.push_back(revision_in("db/versions/2024/b.py"));
  return made;
}

Comparison comparison_of(const Comparison::Tree& result, const std::string& root) {
  Comparison comparison;
  comparison.result = result;
  comparison.root = root;
  return comparison;
}

}  // namespace

TEST_CASE("the project is run in the work tree where what is checked lies there") {
  const TempFolder folder;
  folder.write("db/versions/a.py", "a");
  folder.write("db/versions/2024/b.py", "b");
  folder.write("db/versions/2024/notes.txt", "other");
  using Files = std::initializer_list<std::pair<const std::string, std::string>>;
  const auto runs_in_place = [&](const Files& files) {
    AlembicProject project;
    add_place(project, history(),
              comparison_of(std::make_shared<const MemoryTree>(files), folder.path() + "/"));
    CHECK(project.root == folder.path() + "/");
    return project.tree == nullptr;
  };
  CHECK(runs_in_place({{"db/versions/a.py", "a"}, {"db/versions/2024/b.py", "b"}}));
  CHECK_FALSE(runs_in_place({{"db/versions/a.py", "a"}, {"db/versions/2024/b.py", "changed"}}));
  CHECK_FALSE(runs_in_place({{"db/versions/a.py", "a"},
                             {"db/versions/2024/b.py", "b"},
                             {"db/versions/2024/c.py", "of the base"}}));
  CHECK_FALSE(runs_in_place({{"db/versions/2024/b.py", "b"}}));
}

TEST_CASE("without a work tree what is checked is written elsewhere") {
  const auto tree = std::make_shared<const MemoryTree>(MemoryTree{{"db/versions/a.py", "a"}});
  AlembicProject project;
  add_place(project, history(), comparison_of(tree, ""));
  CHECK(project.tree == tree);
  CHECK(project.config == "db/alembic.ini");
  CHECK(project.folders == std::vector<std::string>{"db/versions", "db/versions/2024"});
  CHECK(project.naming_convention.at("uq") == "u");
}

TEST_CASE("the command line adds to the configuration") {
  Configuration configuration;
  configuration.rehearsal.x_arguments = {{"a=1", 1}};
  configuration.rehearsal.passed_variables = {{"APP_ENV", 2}};
  configuration.rehearsal.imports = {{"ops", 4}};
  configuration.rehearsal.environment = {{"URL", "{url}"}};
  configuration.rehearsal.command = {"make", 3};
  configuration.rehearsal.own_env = true;
  configuration.rehearsal.limits.step = std::chrono::milliseconds(2500);
  RehearsalOptions options;
  options.x_arguments = {"b=2"};
  options.python = "py";
  const AlembicProject project = alembic_settings(configuration, options);
  CHECK(project.x_arguments == std::vector<std::string>{"a=1", "b=2"});
  CHECK(project.python == "py");
  CHECK(project.imports == std::vector<std::string>{"ops"});
  CHECK(project.passed == std::vector<std::string>{"APP_ENV"});
  CHECK(project.environment.at("URL") == "{url}");
  CHECK(project.command == "make");
  CHECK(project.own_env);
  CHECK(step_limit(project) == std::chrono::seconds(3));
}
