// The states of a project: commit, index, work tree, plain folder.

#include "support/trees.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "git/directory_tree.h"
#include "git/repository.h"
#include "support/temp_repository.h"
#include "unit/git/conflict.h"

using namespace migcheck;
using namespace migcheck::test;

namespace {

void link_to(const TempRepository& repository, const std::string& path, const std::string& target) {
  std::filesystem::create_symlink(target, repository.path() + "/" + path);
}

std::vector<std::string> split_zero(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\0', begin);
    parts.push_back(text.substr(begin, end - begin));
    begin = end == std::string::npos ? text.size() : end + 1;
  }
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  return parts;
}

// What git takes for the files of the work tree: tracked or not ignored, and on disk.
std::vector<std::string> work_tree_of_git(const TempRepository& repository) {
  std::vector<std::string> present;
  for (std::string& path : split_zero(
           repository.git({"ls-files", "-z", "--cached", "--others", "--exclude-standard"}))) {
    std::error_code error;
    const auto status = std::filesystem::symlink_status(repository.path() + "/" + path, error);
    if (status.type() == std::filesystem::file_type::regular ||
        status.type() == std::filesystem::file_type::symlink) {
      present.push_back(std::move(path));
    }
  }
  return present;
}

const FileEntry& entry(const std::vector<FileEntry>& entries, const std::string& path) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const FileEntry& e) { return e.path == path; });
  REQUIRE(found != entries.end());
  return *found;
}

}  // namespace

TEST_CASE("a commit's files are listed below a folder, in order, with ids and kinds") {
  const TempRepository project;
  project.write("a/b.py", "12345");
  project.write("a/b/c.py", "");
  project.write("a-b/c.py", "123");
  project.write("a0", "1");
  link_to(project, "a/link", "../a0");
  const Repository repository = Repository::open(project.path());
  const auto tree = repository.tree(project.commit("One"));
  CHECK(listing(*tree) == "a-b/c.py\na/b.py\na/b/c.py\na/link@\na0\n");
  CHECK(listing(*tree, "a") == "a/b.py\na/b/c.py\na/link@\n");
  CHECK(listing(*tree, "a/b") == "a/b/c.py\n");
  const auto entries = tree->list("");
  CHECK(entry(entries, "a/b.py").id == project.git({"rev-parse", "HEAD:a/b.py"}));
  CHECK(tree->read("a/b.py") == "12345");
  CHECK(tree->read("a/b/c.py") == "");
  CHECK(tree->read("a/link") == "../a0");
}

TEST_CASE("what is not in a tree is nothing, however it is asked for") {
  const TempRepository project;
  project.write("a/b.py", "1");
  project.write(".gitignore", "");
  const std::string commit = project.commit("One");
  const Repository repository = Repository::open(project.path());
  const TempFolder outside;
  const std::unique_ptr<FileTree> trees[] = {repository.tree(commit), repository.index(),
                                             repository.work_tree(), plain_folder(project.path())};
  for (const auto& tree : trees) {
    CHECK(tree->read("a/b.py") == "1");
    for (const char* path : {"", "/", "a", "a/", "a/b.py/", "a//b.py", "./a/b.py", "a/../a/b.py",
                             "/a/b.py", "b", "a/b.py/c", "../x", ".git/config", "a/.git/config"}) {
      CAPTURE(path);
      CHECK_FALSE(tree->read(path).has_value());
    }
    for (const char* folder :
         {"/", "b", "a/", "./a", "a/b.py", "a/..", "..", ".git", ".git/refs"}) {
      CAPTURE(folder);
      CHECK(paths(*tree, folder).empty());
    }
  }
}

TEST_CASE("names with spaces, quotes, newlines, UTF-8 and bytes that are no UTF-8") {
  const TempRepository project;
  const std::vector<std::string> names = {"a b/c d.py",       "a\nb",    "tab\there", "\"quoted\"",
                                          "überall/日本.sql", "raw\xff", "-dash",     "*glob?"};
  for (const std::string& name : names) project.write(name, "content of " + name);
  const std::string commit = project.commit("One");
  const Repository repository = Repository::open(project.path());
  std::vector<std::string> sorted = names;
  std::sort(sorted.begin(), sorted.end());
  const std::unique_ptr<FileTree> trees[] = {repository.tree(commit), repository.index(),
                                             repository.work_tree(), plain_folder(project.path())};
  for (const auto& tree : trees) {
    CHECK(paths(*tree) == sorted);
    for (const std::string& name : names) CHECK(tree->read(name) == "content of " + name);
  }
  CHECK(paths(*repository.work_tree(), "überall") == std::vector<std::string>{"überall/日本.sql"});
}

TEST_CASE("content is read as it is: line endings, zero bytes, no filter") {
  const TempRepository project;
  const std::string bytes("a\r\nb\n\0c\xff", 8);
  project.write("lf", "a\nb\n");
  project.write("bytes", bytes);
  project.git({"add", "bytes", "lf"});
  project.write(".gitattributes", "* text eol=crlf ident\nlf filter=evil diff=evil\n");
  project.git({"config", "filter.evil.smudge", "touch evil"});
  project.git({"config", "filter.evil.clean", "touch evil"});
  project.git({"config", "diff.evil.textconv", "touch evil"});
  const Repository repository = Repository::open(project.path());
  CHECK(repository.index()->read("bytes") == bytes);
  CHECK(repository.index()->read("lf") == "a\nb\n");
  CHECK(repository.work_tree()->read("bytes") == bytes);
  CHECK(repository.work_tree()->read("lf") == "a\nb\n");
  CHECK_FALSE(std::filesystem::exists(project.path() + "/evil"));
}

TEST_CASE("the index has what is staged, the work tree what is on disk") {
  const TempRepository project;
  project.write("same", "1");
  project.write("staged", "1");
  project.write("edited", "1");
  project.write("deleted", "1");
  project.write("unstaged-later", "1");
  project.commit("One");
  project.write("staged", "2");
  project.write("new", "2");
  project.write("planned", "2");
  project.git({"add", "staged", "new"});
  project.git({"add", "--intent-to-add", "planned"});
  project.git({"rm", "--cached", "--quiet", "unstaged-later"});
  project.write("edited", "3");
  project.write("staged", "3");
  project.write("untracked", "3");
  project.remove("deleted");

  const Repository repository = Repository::open(project.path());
  const auto index = repository.index();
  CHECK(listing(*index) == "deleted\nedited\nnew\nsame\nstaged\n");
  CHECK(index->read("staged") == "2");
  CHECK(index->read("edited") == "1");
  CHECK(index->read("deleted") == "1");
  CHECK_FALSE(index->read("planned").has_value());
  CHECK(entry(index->list(""), "edited").id == project.git({"rev-parse", "HEAD:edited"}));

  const auto tree = repository.work_tree();
  CHECK(listing(*tree) == "edited\nnew\nplanned\nsame\nstaged\nunstaged-later\nuntracked\n");
  CHECK(paths(*tree) == work_tree_of_git(project));
  CHECK(tree->read("staged") == "3");
  CHECK(tree->read("untracked") == "3");
  CHECK_FALSE(tree->read("deleted").has_value());
}

TEST_CASE("GIT_INDEX_FILE names the index that is read") {
  const TempRepository project;
  project.write("a", "1");
  project.commit("One");
  project.write("a", "2");
  const Variables other = {{"GIT_INDEX_FILE", project.path() + "/.git/other"}};
  project.git({"add", "a"}, other);
  const Repository repository = Repository::open(project.path());
  CHECK(repository.index()->read("a") == "1");
  {
    const ScopedVariable variable("GIT_INDEX_FILE", other[0].second.c_str());
    CHECK(repository.index()->read("a") == "2");
  }
  {
    const ScopedVariable relative("GIT_INDEX_FILE", ".git/other");
    CHECK(repository.index()->read("a") == "2");
  }
  const ScopedVariable nowhere("GIT_INDEX_FILE", ".git/nowhere");
  CHECK(paths(*repository.index()).empty());
}

// What hooks are told is captured by a real one; then the index is read as it would be there.
TEST_CASE("in a pre-commit hook the index is the one of the commit being made") {
  const TempRepository project;
  project.write("a", "1");
  project.write("b", "1");
  project.commit("One");
  project.write("a", "2");
  project.write("b", "2");
  project.git({"add", "b"});
  const std::string hook = project.path() + "/.git/hooks/pre-commit";
  project.write(".git/hooks/pre-commit",
                "#!/bin/sh\nprintf %s \"$GIT_INDEX_FILE\" > .git/name\n"
                "cp \"$GIT_INDEX_FILE\" .git/seen\nexit 1\n");
  REQUIRE(chmod(hook.c_str(), 0755) == 0);

  struct Row {
    Arguments command;
    std::string a, b;
  };
  const Row rows[] = {{{"commit", "-m", "Staged"}, "1", "2"},
                      {{"commit", "-a", "-m", "All"}, "2", "2"},
                      {{"commit", "-m", "One file", "a"}, "2", "1"}};
  for (const Row& row : rows) {
    CAPTURE(row.command[1]);
    REQUIRE(run_git(project.path(), row.command).status == 1);
    std::filesystem::rename(project.path() + "/.git/seen", project.path() + "/.git/index-of-hook");
    const ScopedVariable index("GIT_INDEX_FILE", ".git/index-of-hook");
    const auto tree = Repository::open(project.path()).index();
    CHECK(tree->read("a") == row.a);
    CHECK(tree->read("b") == row.b);
  }
}

TEST_CASE("of a file in conflict the index has ours, else theirs") {
  const TempRepository project;
  conflicting_branches(project);
  REQUIRE(run_git(project.path(), {"merge", "topic"}).status == 1);

  const auto tree = Repository::open(project.path()).index();
  CHECK(listing(*tree) == "added\nboth\nfine\ngone-here\ngone-there\n");
  CHECK(tree->read("both") == "ours\n");
  CHECK(tree->read("added") == "ours\n");
  CHECK(tree->read("gone-here") == "theirs\n");
  CHECK(tree->read("gone-there") == "ours\n");
  CHECK(tree->read("fine") == "theirs\n");
  CHECK(Repository::open(project.path()).work_tree()->read("both").value().starts_with("<<<<<<<"));
}

TEST_CASE("the work tree leaves out what git ignores") {
  const TempRepository project;
  for (const char* path :
       {"keep.py", "a.pyc", "build/x.py", "build/keep.py", "deep/build/x.py", "deep/a.log",
        "deep/important.log", "only-here/x", "sub/only-here/x", "logs/a", "logs/deeper/b",
        "tracked-in-ignored/old.py", "tracked-in-ignored/new.py", "local-only", "spaces in/a.tmp",
        "node_modules/m/index.js"}) {
    project.write(path, "1");
  }
  project.git({"add", "tracked-in-ignored/old.py", "build/keep.py"});
  project.write(".gitignore",
                "*.pyc\nbuild/\n/only-here\n*.log\n!important.log\nlogs/*\n!logs/deeper\n"
                "tracked-in-ignored\n*.tmp\nnode_modules/\n");
  project.write("deep/.gitignore", "!*.log\n");
  project.write(".git/info/exclude", "local-only\n");
  const auto tree = Repository::open(project.path()).work_tree();
  const std::vector<std::string> expected = work_tree_of_git(project);
  CHECK(paths(*tree) == expected);
  CHECK(paths(*tree, "tracked-in-ignored") ==
        std::vector<std::string>{"tracked-in-ignored/old.py"});
  CHECK(paths(*tree, "node_modules/m").empty());
  CHECK(paths(*tree, "deep/build").empty());
  for (const std::string& path : paths(*plain_folder(project.path()))) {
    CAPTURE(path);
    const bool listed = std::find(expected.begin(), expected.end(), path) != expected.end();
    CHECK(tree->read(path).has_value() == listed);
  }
}

TEST_CASE("a symlink is listed as such, and nothing is read through it") {
  const TempFolder outside;
  outside.write("secret", "secret");
  outside.write("folder/secret.py", "secret");
  const TempRepository project;
  project.write("inside/a.py", "1");
  project.write("replaced/a.py", "1");
  project.commit("One");
  link_to(project, "file", outside.path() + "/secret");
  link_to(project, "folder", outside.path() + "/folder");
  link_to(project, "alias", "inside");
  link_to(project, "dangling", "nowhere");
  project.remove("replaced");
  link_to(project, "replaced", outside.path() + "/folder");
  REQUIRE(mkfifo((project.path() + "/pipe").c_str(), 0600) == 0);

  const std::unique_ptr<FileTree> trees[] = {Repository::open(project.path()).work_tree(),
                                             plain_folder(project.path())};
  for (const auto& tree : trees) {
    CHECK(listing(*tree) == "alias@\ndangling@\nfile@\nfolder@\ninside/a.py\nreplaced@\n");
    CHECK(tree->read("file") == outside.path() + "/secret");
    CHECK(tree->read("alias") == "inside");
    for (const char* path : {"folder/secret.py", "alias/a.py", "replaced/secret.py",
                             "replaced/a.py", "pipe", "dangling/x"}) {
      CAPTURE(path);
      CHECK_FALSE(tree->read(path).has_value());
    }
    CHECK(paths(*tree, "folder").empty());
    CHECK(paths(*tree, "alias").empty());
  }
}

TEST_CASE("a submodule is listed, its files are not") {
  const TempRepository library;
  library.write("lib.py", "1");
  library.commit("One");
  const TempRepository project;
  project.write("a.py", "1");
  project.git({"submodule", "--quiet", "add", "file://" + library.path(), "vendor/lib"});
  const std::string commit = project.commit("One");
  const Repository repository = Repository::open(project.path());
  const std::string expected = ".gitmodules\na.py\nvendor/lib/\n";
  const std::unique_ptr<FileTree> trees[] = {repository.tree(commit), repository.index(),
                                             repository.work_tree()};
  for (const auto& tree : trees) {
    CHECK(listing(*tree) == expected);
    CHECK(entry(tree->list(""), "vendor/lib").id == library.git({"rev-parse", "HEAD"}));
    CHECK_FALSE(tree->read("vendor/lib").has_value());
    CHECK_FALSE(tree->read("vendor/lib/lib.py").has_value());
    CHECK(paths(*tree, "vendor/lib").empty());
  }
}

TEST_CASE("an untracked repository inside of the work tree is not part of it") {
  const TempRepository project;
  project.write("a.py", "1");
  project.commit("One");
  project.write("nested/x.py", "1");
  project.git({"init", "--quiet", "nested"});
  const auto tree = Repository::open(project.path()).work_tree();
  CHECK(listing(*tree) == "a.py\n");
  CHECK_FALSE(tree->read("nested/x.py").has_value());
  CHECK(paths(*tree, "nested").empty());
  CHECK(listing(*plain_folder(project.path())) == "a.py\nnested/x.py\n");
}

TEST_CASE("a sparse checkout leaves files off the disk that are still there") {
  const TempRepository project;
  project.write("app/versions/1.py", "one");
  project.write("docs/a.md", "text");
  project.write("top", "1");
  project.commit("One");
  project.git({"sparse-checkout", "set", "app"});
  REQUIRE_FALSE(std::filesystem::exists(project.path() + "/docs"));
  const auto tree = Repository::open(project.path()).work_tree();
  CHECK(listing(*tree) == "app/versions/1.py\ndocs/a.md\ntop\n");
  CHECK(tree->read("docs/a.md") == "text");
  CHECK(listing(*tree, "docs") == "docs/a.md\n");
  CHECK(changes(*Repository::open(project.path()).index(), *tree, "").empty());
}
