// The helpers that the other tests stand on.

#include <doctest/doctest.h>

#include <filesystem>

#include "support/memory_tree.h"
#include "support/temp_repository.h"

using migcheck::FileEntry;
using migcheck::test::MemoryTree;
using migcheck::test::TempRepository;

TEST_CASE("MemoryTree lists what is below a folder and reads files") {
  MemoryTree tree({{"a/2.py", "two"}, {"a/1.py", "one"}, {"ab/3.py", ""}});
  tree.add_symlink("a/link", "1.py");
  tree.add_submodule("vendor");
  std::vector<std::string> paths;
  for (const FileEntry& entry : tree.list("a")) paths.push_back(entry.path);
  CHECK(paths == std::vector<std::string>{"a/1.py", "a/2.py", "a/link"});
  CHECK(tree.list("a")[2].kind == FileEntry::Kind::symlink);
  CHECK(tree.list("").size() == 5);
  CHECK(tree.list("b").empty());
  CHECK(tree.read("a/1.py") == "one");
  CHECK(tree.read("a/link") == "1.py");
  CHECK_FALSE(tree.read("vendor").has_value());
  CHECK_FALSE(tree.read("a").has_value());
}

TEST_CASE("TempRepository makes commits, clones and work trees, and deletes itself") {
  std::string path;
  {
    TempRepository repository;
    path = repository.path();
    repository.write("folder/file", "one\n");
    const std::string first = repository.commit("One");
    repository.write("folder/file", "two\n");
    const std::string second = repository.commit("Two");
    CHECK(first.size() == 40);
    CHECK(repository.git({"rev-parse", "HEAD^"}) == first);
    CHECK(repository.git({"branch", "--show-current"}) == "main");

    const TempRepository shallow = repository.shallow_clone(1, "main");
    CHECK(shallow.git({"rev-list", "--all"}) == second);
    CHECK(repository.bare_clone().git({"rev-parse", "--is-bare-repository"}) == "true");
    CHECK(repository.linked_worktree(first).git({"rev-parse", "HEAD"}) == first);
    CHECK_THROWS(repository.git({"rev-parse", "--verify", "nowhere"}));
  }
  CHECK_FALSE(std::filesystem::exists(path));
}
