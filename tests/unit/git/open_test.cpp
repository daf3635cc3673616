// Finding the repository, its parts, and paths in it.

#include <doctest/doctest.h>
#include <git2.h>
#include <unistd.h>

#include <filesystem>

#include "git/repository.h"
#include "support/errors.h"
#include "support/temp_repository.h"
#include "support/trees.h"

using migcheck::Repository;
using namespace migcheck::test;

namespace {

// The repository with one commit that most cases start from.
struct Project : TempRepository {
  Project() {
    write("app/versions/1.py", "one\n");
    first = commit("One");
  }
  std::string first;
};

class CurrentFolder {
 public:
  explicit CurrentFolder(const std::string& path) : old_(std::filesystem::current_path()) {
    std::filesystem::current_path(path);
  }
  ~CurrentFolder() { std::filesystem::current_path(old_); }

 private:
  std::filesystem::path old_;
};

}  // namespace

TEST_CASE("a repository is found from any folder or file in it") {
  const Project project;
  for (const char* place : {"", "/app", "/app/versions", "/app/versions/1.py"}) {
    CAPTURE(place);
    const Repository repository = Repository::open(project.path() + place);
    CHECK(repository.work_folder() == project.path() + "/");
    CHECK(repository.head() == project.first);
    CHECK_FALSE(repository.is_bare());
    CHECK_FALSE(repository.is_shallow());
  }
}

TEST_CASE("what is not in a repository is an error that says so") {
  const TempFolder folder;
  folder.write("file", "");
  CHECK(error_of([&] { Repository::open(folder.path()); }) ==
        "\"" + folder.path() +
            "\" is not inside a git repository\nRun it inside a repository, or name one with -C");
  CHECK(error_of([&] {
          Repository::open(folder.path() + "/file");
        }).starts_with("\"" + folder.path() + "/file\" is not inside a git repository"));
  CHECK(error_of([&] { Repository::open(folder.path() + "/nowhere"); }) ==
        "there is no file or folder \"" + folder.path() + "/nowhere\"\n");
}

TEST_CASE("a repository that libgit2 cannot read is an error with git's words") {
  const Project project;
  project.git({"config", "core.repositoryFormatVersion", "1"});
  project.git({"config", "extensions.unheardOf", "true"});
  const std::string error = error_of([&] { Repository::open(project.path()); });
  CHECK(error.starts_with("cannot open the git repository of \"" + project.path() + "\": "));
  CHECK(error.find("unheardof") != std::string::npos);
}

TEST_CASE("bare repositories have commits and no work tree") {
  const Project project;
  const TempRepository bare = project.bare_clone();
  const Repository repository = Repository::open(bare.path());
  CHECK(repository.is_bare());
  CHECK(repository.work_folder().empty());
  CHECK(repository.head() == project.first);
  CHECK(repository.relative(bare.path()).empty());
  CHECK(repository.tree(project.first)->read("app/versions/1.py") == "one\n");
  CHECK(error_of([&] { repository.work_tree(); }) ==
        "a bare repository has no work tree\nName the state to read with --head");
  CHECK(error_of([&] {
          static_cast<void>(repository.relative(bare.path() + "/objects"));
        }).find("is outside of the repository") != std::string::npos);
}

TEST_CASE("a clone without a checkout has all of its commits") {
  const Project project;
  const TempRepository clone = project.clone({"--no-checkout"});
  const Repository repository = Repository::open(clone.path());
  CHECK(repository.head() == project.first);
  CHECK(paths(*repository.tree(project.first)) == std::vector<std::string>{"app/versions/1.py"});
  CHECK(paths(*repository.work_tree()).empty());
  CHECK(paths(*repository.index()).empty());
}

TEST_CASE("a linked work tree has its own HEAD, index and files") {
  const Project project;
  project.write("two", "");
  const std::string second = project.commit("Two");
  const TempRepository linked = project.linked_worktree(project.first);
  linked.write("three", "");
  linked.git({"add", "three"});
  const Repository repository = Repository::open(linked.path());
  CHECK(repository.work_folder() == linked.path() + "/");
  CHECK(repository.head() == project.first);
  CHECK(repository.resolve("main") == second);
  CHECK(paths(*repository.index()) == std::vector<std::string>{"app/versions/1.py", "three"});
  CHECK(paths(*repository.work_tree()) == std::vector<std::string>{"app/versions/1.py", "three"});
}

TEST_CASE("a shallow clone is known as such from a linked work tree too") {
  const Project project;
  project.commit("Two");
  const TempRepository shallow = project.shallow_clone(1, "main");
  CHECK(Repository::open(shallow.path()).is_shallow());
  const TempRepository linked = shallow.linked_worktree("HEAD");
  CHECK(Repository::open(linked.path()).is_shallow());
}

TEST_CASE("a repository without commits has no HEAD, and its index works") {
  const TempRepository empty;
  empty.write("a", "1\n");
  empty.git({"add", "a"});
  const Repository repository = Repository::open(empty.path());
  CHECK_FALSE(repository.head().has_value());
  CHECK_FALSE(repository.default_branch().has_value());
  CHECK(repository.index()->read("a") == "1\n");
  CHECK(repository.work_tree()->read("a") == "1\n");
  CHECK(error_of([&] {
          static_cast<void>(repository.resolve("HEAD"));
        }).starts_with("there is no revision \"HEAD\""));
}

TEST_CASE("another user's repository is read all the same") {
  const Project project;
  const bool can_give_away = geteuid() == 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(project.path())) {
    if (can_give_away) REQUIRE(lchown(file.path().c_str(), 12345, 12345) == 0);
  }
  if (can_give_away) REQUIRE(lchown(project.path().c_str(), 12345, 12345) == 0);
  CHECK(Repository::open(project.path()).head() == project.first);
  int validates = -1;
  REQUIRE(git_libgit2_opts(GIT_OPT_GET_OWNER_VALIDATION, &validates) == 0);
  CHECK(validates == 0);
}

TEST_CASE("paths become relative to the top of the work tree") {
  const Project project;
  const TempFolder elsewhere;
  std::filesystem::create_directory_symlink(elsewhere.path(), project.path() + "/out");
  std::filesystem::create_directory_symlink("app", project.path() + "/alias");
  const Repository repository = Repository::open(project.path());
  const CurrentFolder current(project.path() + "/app");
  struct Row {
    std::string path, relative;
  };
  const Row rows[] = {
      {".", "app"},
      {"..", ""},
      {"../", ""},
      {"versions", "app/versions"},
      {"versions/", "app/versions"},
      {"./versions/../versions/1.py", "app/versions/1.py"},
      {"versions/deleted.py", "app/versions/deleted.py"},
      {"gone/deleted.py", "app/gone/deleted.py"},
      {"../out", "out"},
      {"../alias/versions/1.py", "app/versions/1.py"},
      {project.path(), ""},
      {project.path() + "/app/versions/1.py", "app/versions/1.py"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CHECK(repository.relative(row.path) == row.relative);
  }
  for (const std::string& outside : {std::string("../.."), std::string("/"), elsewhere.path(),
                                     std::string("../out/file"), project.path() + "x"}) {
    CAPTURE(outside);
    CHECK(error_of([&] { static_cast<void>(repository.relative(outside)); }) ==
          "\"" + outside + "\" is outside of the repository \"" + project.path() +
              "\"\nName a file or folder of the repository that it runs in");
  }
}

TEST_CASE("GIT_DIR and GIT_WORK_TREE win over the search, as in git") {
  const Project project;
  const Project other;
  other.write("only-here", "");
  const std::string second = other.commit("Two");

  SUBCASE("GIT_DIR with the current folder as the work tree") {
    const ScopedVariable git_dir("GIT_DIR", (other.path() + "/.git").c_str());
    const CurrentFolder current(project.path());
    const Repository repository = Repository::open(project.path());
    CHECK(repository.head() == second);
    CHECK(repository.work_folder() == project.path() + "/");
    CHECK(project.git({"rev-parse", "--show-toplevel"}, {{"GIT_DIR", other.path() + "/.git"}}) +
              "/" ==
          repository.work_folder());
  }
  SUBCASE("a relative GIT_DIR, as hooks have it") {
    const ScopedVariable git_dir("GIT_DIR", ".git");
    const CurrentFolder current(other.path());
    CHECK(Repository::open(".").head() == second);
    CHECK(Repository::open("app").work_folder() == other.path() + "/");
  }
  SUBCASE("GIT_WORK_TREE") {
    const ScopedVariable git_dir("GIT_DIR", (other.path() + "/.git").c_str());
    const ScopedVariable work_tree("GIT_WORK_TREE", project.path().c_str());
    const Repository repository = Repository::open("/");
    CHECK(repository.work_folder() == project.path() + "/");
    CHECK(repository.head() == second);
  }
  SUBCASE("GIT_DIR of a bare repository") {
    const TempRepository bare = other.bare_clone();
    const ScopedVariable git_dir("GIT_DIR", bare.path().c_str());
    const Repository repository = Repository::open(project.path());
    CHECK(repository.is_bare());
    CHECK(repository.head() == second);
  }
  SUBCASE("GIT_DIR of a linked work tree") {
    const TempRepository linked = other.linked_worktree("HEAD^");
    const std::string folder = linked.git({"rev-parse", "--absolute-git-dir"});
    const ScopedVariable git_dir("GIT_DIR", folder.c_str());
    const CurrentFolder current(linked.path());
    const Repository repository = Repository::open(".");
    CHECK(repository.head() != second);
    CHECK(repository.work_folder() == linked.path() + "/");
  }
  SUBCASE("a GIT_DIR that is none") {
    const ScopedVariable git_dir("GIT_DIR", "/nowhere");
    CHECK(error_of([&] { Repository::open(project.path()); }) ==
          "GIT_DIR names \"/nowhere\", which is not a git repository\n"
          "Unset GIT_DIR, or set it to a repository's .git folder");
  }
}

TEST_CASE("a push that is being received is read from its quarantine") {
  const Project project;
  const TempRepository bare = project.bare_clone();
  const Project pushed;
  const std::string objects = pushed.path() + "/.git/objects";
  pushed.write("two", "2\n");
  const std::string second = pushed.commit("Two");
  const ScopedVariable git_dir("GIT_DIR", bare.path().c_str());
  CHECK_THROWS(Repository::open(bare.path()).tree(second));
  SUBCASE("GIT_OBJECT_DIRECTORY") {
    const ScopedVariable folder("GIT_OBJECT_DIRECTORY", objects.c_str());
    CHECK(Repository::open(bare.path()).tree(second)->read("two") == "2\n");
  }
  SUBCASE("GIT_ALTERNATE_OBJECT_DIRECTORIES") {
    const ScopedVariable folders("GIT_ALTERNATE_OBJECT_DIRECTORIES", ("/x:" + objects).c_str());
    CHECK(Repository::open(bare.path()).tree(second)->read("two") == "2\n");
  }
}
