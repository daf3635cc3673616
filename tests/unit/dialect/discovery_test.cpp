#include "dialect/alembic/discovery.h"

#include <doctest/doctest.h>

#include "core/error.h"
#include "core/text.h"
#include "dialect/history.h"
#include "support/memory_tree.h"

using namespace migcheck;
using test::MemoryTree;

namespace {

const std::string revision = "revision = 'a'\ndown_revision = None\n";

// "config -> folder, folder" of every location, in order.
std::string locations(const MemoryTree& tree, const std::string& start = "") {
  std::string text;
  for (const alembic::Location& location : alembic::find_locations(ProjectFiles(tree, start))) {
    if (!text.empty()) text += "; ";
    text += location.config + " -> " + join(location.folders, ", ");
    for (const LoadProblem& problem : location.problems) text += " !" + problem.message;
  }
  return text;
}

MemoryTree with_file(const std::string& path, const std::string& text) {
  MemoryTree tree;
  tree.write(path, text);
  return tree;
}

std::string error_of(const MemoryTree& tree, const HistoryOptions& options = {}) {
  try {
    load_histories(tree, options);
  } catch (const Error& error) {
    std::string text = error.what();
    if (error.file()) {
      text += " @" + std::to_string(position_at(error.file()->text, error.span().begin).line);
    }
    return text + " | " + error.hint();
  }
  return "no error";
}

}  // namespace

TEST_CASE("where an environment keeps its revisions") {
  struct Row {
    std::map<std::string, std::string> files;
    std::string start;
    std::string expected;
  };
  const std::string v = "/versions/1.py";
  const Row rows[] = {
      // Relative to the ini, with %(here)s, and in [DEFAULT].
      {{{"alembic.ini", "[alembic]\nscript_location = db\n"}, {"db" + v, ""}},
       "",
       "alembic.ini -> db/versions"},
      {{{"app/alembic.ini", "[alembic]\nscript_location: %(here)s/db\n"}, {"app/db" + v, ""}},
       "",
       "app/alembic.ini -> app/db/versions"},
      {{{"alembic.ini", "[DEFAULT]\nscript_location = db\n[alembic]\n"}, {"db" + v, ""}},
       "",
       "alembic.ini -> db/versions"},
      {{{"alembic.ini", "[alembic]\nbase = %(here)s/x\nscript_location = %(base)s/db\n"},
        {"x/db" + v, ""}},
       "",
       "alembic.ini -> x/db/versions"},
      // Relative to the folder that alembic is started in.
      {{{"conf/alembic.ini", "[alembic]\nscript_location = app/db\n"}, {"app/db" + v, ""}},
       "",
       "conf/alembic.ini -> app/db/versions"},
      // A package resource, also in a src layout.
      {{{"alembic.ini", "[alembic]\nscript_location = shop.store:db:scripts\n"},
        {"src/shop/store/db/scripts" + v, ""}},
       "",
       "alembic.ini -> src/shop/store/db/scripts/versions"},
      // Flask-Migrate: no script_location.
      {{{"migrations/alembic.ini", "[alembic]\n# nothing\n"}, {"migrations" + v, ""}},
       "",
       "migrations/alembic.ini -> migrations/versions"},
      // No ini: a folder versions beside an env.py.
      {{{"shop/migrations/env.py", "from alembic import context\n"},
        {"shop/migrations" + v, ""},
        {"other/env.py", "import os\n"},
        {"other" + v, ""}},
       "",
       " -> shop/migrations/versions"},
      // version_locations, their separators, recursive ones.
      {{{"alembic.ini",
         "[alembic]\nscript_location = db\nversion_locations = a/x, %(here)s/b db/versions\n"},
        {"a/x/1.py", ""},
        {"b/1.py", ""},
        {"db" + v, ""}},
       "",
       "alembic.ini -> a/x, b, db/versions"},
      {{{"alembic.ini",
         "[alembic]\nscript_location = db\nversion_locations = a b:c\n"
         "version_path_separator = os  # as always\n"},
        {"a b/1.py", ""},
        {"c/1.py", ""},
        {"db/env.py", ""}},
       "",
       "alembic.ini -> a b, c"},
      {{{"alembic.ini",
         "[alembic]\nscript_location = db\nversion_locations =\n  a\n  b c\n"
         "path_separator = newline\n"},
        {"a/1.py", ""},
        {"b c/1.py", ""},
        {"db/env.py", ""}},
       "",
       "alembic.ini -> a, b c"},
      // Several sections; several inis for one folder; templates.
      {{{"alembic.ini", "[one]\nscript_location = a\n[two]\nscript_location = b\n[log]\nx = 1\n"},
        {"a" + v, ""},
        {"b" + v, ""}},
       "",
       "alembic.ini -> a/versions; alembic.ini -> b/versions"},
      {{{"x/alembic.ini", "[alembic]\nscript_location = db\n"},
        {"x/aaa.ini", "[alembic]\nscript_location = db\n"},
        {"x/db" + v, ""},
        {"x/t/alembic.ini.mako", "[alembic]\nscript_location = db\n"},
        {"{{name}}/alembic.ini", "[alembic]\nscript_location = db\n"}},
       "",
       "x/alembic.ini -> x/db/versions"},
      // An ini in the start folder wins alone; else all below it count.
      {{{"alembic.ini", "[alembic]\nscript_location = db\n"},
        {"db" + v, ""},
        {"sub/alembic.ini", "[alembic]\nscript_location = %(here)s/db\n"},
        {"sub/db" + v, ""}},
       "",
       "alembic.ini -> db/versions"},
      {{{"alembic.ini", "[alembic]\nscript_location = db\n"},
        {"db" + v, ""},
        {"sub/alembic.ini", "[alembic]\nscript_location = %(here)s/db\n"},
        {"sub/db" + v, ""}},
       "sub",
       "sub/alembic.ini -> sub/db/versions"},
      // pyproject.toml.
      {{{"pyproject.toml", "[tool.alembic]\nscript_location = '%(here)s/db'\n"}, {"db" + v, ""}},
       "",
       "pyproject.toml -> db/versions"},
      {{{"pyproject.toml",
         "[tool.alembic]\nscript_location = 'db'\n"
         "version_locations = ['a', 'b']\n"},
        {"a/1.py", ""},
        {"b/1.py", ""},
        {"db/env.py", ""}},
       "",
       "pyproject.toml -> a, b"},
      {{{"pyproject.toml", "[tool.black]\n"}}, "", ""},
      // A folder that is not there is the configuration's problem.
      {{{"alembic.ini", "[alembic]\nscript_location = gone\n"}},
       "",
       "alembic.ini ->  !names gone as the place of the migrations, and there is no such folder"},
      // Other people's packages do not count.
      {{{"node_modules/x/alembic.ini", "[alembic]\nscript_location = db\n"},
        {"node_modules/x/db" + v, ""}},
       "",
       ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.expected);
    CHECK(locations(MemoryTree(row.files), row.start) == row.expected);
  }
}

TEST_CASE("a configuration that cannot be read is an error with its line") {
  struct Row {
    std::string path, text, expected;
  };
  const Row rows[] = {
      {"alembic.ini", "x = 1\n",
       "alembic.ini cannot be read: a key stands before the first section @1 | Write [alembic] "
       "above it"},
      {"alembic.ini", "[alembic]\nnonsense\n",
       "alembic.ini cannot be read: this is not `key = value` @2 | Write `key = value`, or indent "
       "a continuation"},
      {"alembic.ini", "\n[alembic\n",
       "alembic.ini cannot be read: `]` is missing @2 | Close the section's name"},
      {"alembic.ini", "[alembic]\nscript_location = %(there)s/db\n",
       "alembic.ini cannot be read: %(there)s is not defined @2 | Define it in the section or in "
       "[DEFAULT]"},
      {"alembic.ini", "[alembic]\nscript_location = 100%\n",
       "alembic.ini cannot be read: `%` must be followed by `%` or `(` @2 | Write `%%` for a "
       "percent sign"},
      {"alembic.ini", "[alembic]\na = %(b)s\nb = %(a)s\nscript_location = %(a)s\n",
       "alembic.ini cannot be read: the value refers to itself @2 | Write the value out"},
      {"alembic.ini",
       "[alembic]\nscript_location = x\nversion_locations = a\nversion_path_separator = comma\n",
       "alembic.ini cannot be read: 'comma' is not a separator @4 | Write space, newline, os, : or "
       ";"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(error_of(with_file(row.path, row.text)) == row.expected);
  }
  const std::string broken =
      error_of(with_file("pyproject.toml", "[tool.alembic]\nscript_location = \n"));
  CHECK(broken.find("pyproject.toml cannot be read") == 0);
  CHECK(broken.find("@2") != std::string::npos);
}

TEST_CASE("folders named outright that build on each other are one history") {
  const auto following = [](const std::string& id, const std::string& below) {
    return "revision = '" + id + "'\ndown_revision = " + below + "\n";
  };
  const MemoryTree tree({{"v/1.py", following("1", "None")},
                         {"v/expand/2.py", following("2", "'1'")},
                         {"v/contract/3.py", following("3", "('1', '2')")},
                         {"v/later/4.py", following("4", "'3'")},
                         {"other/1.py", following("o", "None")}});
  const auto found =
      load_histories(tree, {"", {"v/later", "other", "v", "v/expand", "v/contract"}});
  REQUIRE(found.size() == 2);
  CHECK(found[0].folders.size() == 4);
  REQUIRE(found[0].revisions.size() == 4);
  CHECK(found[0].revisions[0].path() == "v/1.py");
  CHECK(found[1].folders == std::vector<std::string>{"other"});
}

TEST_CASE("folders named outright") {
  const MemoryTree tree(
      {{"a/versions/1.py", revision}, {"a/env.py", ""}, {"b/1.py", revision}, {"c/readme.md", ""}});
  const auto folder = [&](const std::string& named) {
    return load_histories(tree, {"", {named}}).at(0).folders.at(0);
  };
  CHECK(folder("b") == "b");
  CHECK(folder("./b/") == "b");
  CHECK(folder("a/versions") == "a/versions");
  CHECK(folder("a") == "a/versions");
  CHECK(load_histories(tree, {"", {"a", "b"}}).size() == 2);
  CHECK(error_of(tree, {"", {"zz"}}) ==
        "there is no folder zz with migrations in it | Name a versions folder, relative to the "
        "root of the repository");
  CHECK(error_of(tree, {"", {"c"}}) ==
        "there are no migrations in c | Name the folder that the migrations themselves are in");
  CHECK(error_of(MemoryTree(), {"sub", {}}).find("no migrations found in sub: looked for ") == 0);
}
