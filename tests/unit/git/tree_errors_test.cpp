// What cannot be read of a project's states is an error, never an absent file.

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "git/directory_tree.h"
#include "git/repository.h"
#include "support/errors.h"
#include "support/temp_repository.h"
#include "support/trees.h"

using namespace migcheck;
using namespace migcheck::test;

namespace {

// While it lives, root is somebody whose permissions count.
class Unprivileged {
 public:
  Unprivileged() {
    if (was_root_) REQUIRE(seteuid(65534) == 0);
  }
  ~Unprivileged() {
    if (was_root_) REQUIRE(seteuid(0) == 0);
  }

 private:
  const bool was_root_ = geteuid() == 0;
};

}  // namespace

TEST_CASE("an index of a kind that libgit2 cannot read is an error with a hint") {
  const TempRepository project;
  project.write("app/a", "1");
  project.write("docs/b", "1");
  project.commit("One");
  project.git({"sparse-checkout", "set", "--sparse-index", "app"});
  const std::string error = error_of([&] { Repository::open(project.path()).index(); });
  CHECK(error.starts_with("cannot read the index \"" + project.path() + "/.git/index\": "));
  CHECK(error.find("git sparse-checkout reapply --no-sparse-index") != std::string::npos);
  project.git({"sparse-checkout", "reapply", "--no-sparse-index"});
  CHECK(listing(*Repository::open(project.path()).index()) == "app/a\ndocs/b\n");
}

TEST_CASE("a file that may not be read is an error") {
  const TempRepository project;
  project.write("a", "1");
  project.commit("One");
  REQUIRE(chmod((project.path() + "/a").c_str(), 0) == 0);
  REQUIRE(chmod(project.path().c_str(), 0755) == 0);
  const Repository repository = Repository::open(project.path());
  const Unprivileged nobody;
  const std::string error = error_of([&] { repository.work_tree()->read("a"); });
  CAPTURE(error);
  CHECK(error.starts_with("cannot read \"" + project.path() + "/a\": Permission denied"));
}

TEST_CASE("content that a partial clone left out is an error, not an absent file") {
  const TempRepository project;
  project.write("a", "old");
  const std::string first = project.commit("One");
  project.write("a", "new");
  const std::string second = project.commit("Two");
  project.git({"config", "uploadpack.allowFilter", "true"});
  const TempRepository partial = project.clone({"--filter=blob:none"});
  const Repository repository = Repository::open(partial.path());
  CHECK(repository.tree(second)->read("a") == "new");
  const auto tree = repository.tree(first);
  CHECK(listing(*tree) == "a\n");
  CHECK(error_of([&] { static_cast<void>(tree->read("a")); }) ==
        "the content of a (" + project.git({"rev-parse", first + ":a"}) +
            ") is missing from this partial clone\nFetch what the partial clone left out with "
            "`git fetch --refetch --no-filter`, or remove `filter:` from actions/checkout");
  CHECK(text_of(changes(*tree, *repository.tree(second), "")) == "M a\n");

  partial.git({"fetch", "--quiet", "--refetch", "--no-filter"});  // as the hint says
  CHECK(Repository::open(partial.path()).tree(first)->read("a") == "old");

  const TempRepository treeless = project.clone({"--filter=tree:0"});
  CHECK(error_of([&] {
          Repository::open(treeless.path()).tree(first);
        }).find("is missing from this partial clone") != std::string::npos);
}

TEST_CASE("a damaged repository is an error, not an absent file") {
  const TempRepository project;
  project.write("folder/a", "content");
  const std::string commit = project.commit("One");
  const std::string blob = project.git({"rev-parse", "HEAD:folder/a"});
  const std::string tree = project.git({"rev-parse", "HEAD:folder"});
  const auto object = [](const std::string& id) {
    return ".git/objects/" + id.substr(0, 2) + "/" + id.substr(2);
  };
  SUBCASE("missing content") {
    project.remove(object(blob));
    const auto damaged = Repository::open(project.path()).tree(commit);
    CHECK(error_of([&] { static_cast<void>(damaged->read("folder/a")); }) ==
          "the content of folder/a (" + blob +
              ") is missing from this repository\n"
              "Look for damage with `git fsck`, and fetch or clone again");
  }
  SUBCASE("missing folder") {
    project.remove(object(tree));
    const auto damaged = Repository::open(project.path()).tree(commit);
    for (const char* path : {"folder/a", "folder/b"}) {
      CHECK(error_of([&] {
              static_cast<void>(damaged->read(path));
            }).starts_with("tree " + tree + " is missing from this repository\n"));
    }
    CHECK_THROWS_AS(damaged->list("folder"), Error);
  }
  SUBCASE("other bytes") {
    REQUIRE(chmod((project.path() + "/" + object(blob)).c_str(), 0600) == 0);
    project.write(object(blob), "junk");
    const auto damaged = Repository::open(project.path()).tree(commit);
    CHECK(error_of([&] {
            static_cast<void>(damaged->read("folder/a"));
          }).starts_with("cannot read the content of folder/a (" + blob + "): "));
  }
}

TEST_CASE("a plain folder that is not there is an error") {
  const TempFolder folder;
  folder.write("file", "");
  for (const char* name : {"/nowhere", "/file"}) {
    CHECK(error_of([&] { plain_folder(folder.path() + name); }) ==
          "there is no folder \"" + folder.path() + name + "\"\n");
  }
  CHECK(listing(*plain_folder(folder.path())) == "file\n");
  CHECK(listing(*plain_folder(folder.path() + "/.")) == "file\n");
}
