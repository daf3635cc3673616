// Naming commits: resolve, default_branch, parents, merge_base.

#include <doctest/doctest.h>

#include "git/repository.h"
#include "support/errors.h"
#include "support/temp_repository.h"

using migcheck::Repository;
using namespace migcheck::test;

namespace {

std::string resolve_error(const Repository& repository, const std::string& revision) {
  return error_of([&] { static_cast<void>(repository.resolve(revision)); });
}

// main: One, Two, Three; topic: from Two; v1 (annotated) and light: Two.
struct Project : TempRepository {
  Project() {
    one = commit("One");
    two = commit("Two");
    git({"tag", "-a", "v1", "-m", "Version 1"});
    git({"tag", "light"});
    git({"branch", "topic"});
    three = commit("Three");
  }
  std::string one, two, three;
};

}  // namespace

TEST_CASE("every way to name a commit gives what git gives") {
  const Project project;
  project.git({"update-ref", "refs/remotes/origin/main", project.one});
  project.git({"update-ref", "refs/remotes/origin/feature/deep", project.two});
  project.git({"tag", "-a", "nested", "-m", "A tag of a tag", "v1"});
  const Repository repository = Repository::open(project.path());
  for (const std::string& revision : {std::string("main"),
                                      std::string("topic"),
                                      std::string("v1"),
                                      std::string("light"),
                                      std::string("nested"),
                                      std::string("HEAD"),
                                      std::string("@"),
                                      std::string("HEAD~2"),
                                      std::string("@~1"),
                                      std::string("HEAD^"),
                                      std::string("v1^{}"),
                                      std::string("v1~1"),
                                      std::string("origin/main"),
                                      std::string("origin/feature/deep"),
                                      std::string("refs/heads/topic"),
                                      std::string("heads/topic"),
                                      std::string("refs/tags/v1"),
                                      std::string("refs/remotes/origin/main"),
                                      project.three,
                                      project.three.substr(0, 9)}) {
    CAPTURE(revision);
    CHECK(repository.resolve(revision) == project.git({"rev-parse", revision + "^{commit}"}));
  }
}

TEST_CASE("a branch that only the remote has is the remote's") {
  const Project project;
  const TempRepository clone = project.clone();
  const Repository repository = Repository::open(clone.path());
  CHECK(repository.resolve("topic") == project.two);
  CHECK(repository.resolve("topic~1") == project.one);

  clone.git({"remote", "rename", "origin", "upstream"});
  CHECK(Repository::open(clone.path()).resolve("topic") == project.two);
}

TEST_CASE("an unknown revision is an error with a suggestion") {
  const Project project;
  project.git({"update-ref", "refs/remotes/origin/release", project.one});
  const Repository repository = Repository::open(project.path());
  CHECK(resolve_error(repository, "mian") ==
        "there is no revision \"mian\"\nDid you mean \"main\"?");
  CHECK(resolve_error(repository, "origin/relaese") ==
        "there is no revision \"origin/relaese\"\nDid you mean \"origin/release\"? Otherwise: "
        "Fetch it with `git fetch origin relaese:refs/remotes/origin/relaese`");
  CHECK(resolve_error(repository, "tpoic~3") ==
        "there is no revision \"tpoic~3\"\nDid you mean \"topic\"?");
  CHECK(resolve_error(repository, "zebra") ==
        "there is no revision \"zebra\"\nList what there is with `git branch --all` and `git tag`");
  CHECK(resolve_error(repository, "main~7") ==
        "there is no revision \"main~7\", though there is \"main\"\nName a commit that it has");
  const std::string absent(40, 'a');
  CHECK(resolve_error(repository, absent) ==
        "there is no revision \"" + absent + "\"\nFetch it with `git fetch origin " + absent + "`");
  for (const char* junk : {"", "main..topic", "^", "a b", "@{", "HEAD^{", "~~", "\n", ":", "../x",
                           "HEAD~99999999999999999999", "--help"}) {
    CAPTURE(junk);
    CHECK(resolve_error(repository, junk).starts_with("there is no revision"));
  }
}

TEST_CASE("a revision that is no commit is an error") {
  const Project project;
  project.git({"tag", "content", project.git({"hash-object", "-w", "/dev/null"})});
  const Repository repository = Repository::open(project.path());
  CHECK(resolve_error(repository, "content") ==
        "\"content\" does not name a commit, but a blob\nName a branch, a tag or a commit");
}

TEST_CASE("in a shallow clone an unknown revision says what to fetch") {
  const Project project;
  const TempRepository shallow = project.shallow_clone(1, "main");
  const Repository repository = Repository::open(shallow.path());
  CHECK(repository.resolve("HEAD") == project.three);
  const std::string unshallow =
      "Fetch the history with `git fetch --unshallow`, or set `fetch-depth: 0` in actions/checkout";
  CHECK(resolve_error(repository, "HEAD~1") ==
        "there is no revision \"HEAD~1\", though there is \"HEAD\"\n" + unshallow);
  CHECK(resolve_error(repository, "topic") == "there is no revision \"topic\"\n" + unshallow);
  CHECK(resolve_error(repository, "origin/topic") ==
        "there is no revision \"origin/topic\"\nDid you mean \"origin/main\"? Otherwise: "
        "Fetch it with `git fetch origin topic:refs/remotes/origin/topic`");
}

TEST_CASE("the default branch is the remote's, else main or master") {
  const Project project;
  CHECK(Repository::open(project.path()).default_branch() == "main");
  project.git({"branch", "-m", "main", "trunk"});
  CHECK_FALSE(Repository::open(project.path()).default_branch().has_value());
  project.git({"branch", "master"});
  CHECK(Repository::open(project.path()).default_branch() == "master");
  project.git({"update-ref", "refs/remotes/origin/main", project.one});
  CHECK(Repository::open(project.path()).default_branch() == "origin/main");
  const TempRepository clone = project.clone();
  CHECK(Repository::open(clone.path()).default_branch() == "origin/trunk");
  clone.git({"update-ref", "-d", "refs/remotes/origin/trunk"});
  CHECK(Repository::open(clone.path()).default_branch() == "origin/master");
}

TEST_CASE("parents are in order, and are told even where they were not fetched") {
  const Project project;
  project.git({"switch", "--quiet", "topic"});
  const std::string side = project.commit("Side");
  project.git({"switch", "--quiet", "main"});
  project.git({"merge", "--quiet", "--no-ff", "-m", "Merge", "topic"});
  const std::string merge = project.git({"rev-parse", "HEAD"});
  const Repository repository = Repository::open(project.path());
  CHECK(repository.parents(merge) == std::vector<std::string>{project.three, side});
  CHECK(repository.parents(project.one).empty());
  CHECK_THROWS(repository.parents("main"));

  const TempRepository shallow = project.shallow_clone(1, "main");
  const Repository cut = Repository::open(shallow.path());
  CHECK(cut.parents(merge) == std::vector<std::string>{project.three, side});
  CHECK(error_of([&] { cut.tree(side); }) ==
        "commit " + side +
            " is missing from this shallow clone\nFetch the history with `git fetch --unshallow`, "
            "or set `fetch-depth: 0` in actions/checkout");
}

TEST_CASE("the merge base is git's") {
  const Project project;
  project.git({"switch", "--quiet", "topic"});
  const std::string side = project.commit("Side");
  const Repository repository = Repository::open(project.path());
  CHECK(repository.merge_base(side, project.three) == project.two);
  CHECK(repository.merge_base(project.three, side) == project.two);
  CHECK(repository.merge_base(side, side) == side);
  CHECK(repository.merge_base(project.one, side) == project.one);

  project.git({"switch", "--quiet", "--orphan", "alone"});
  const std::string alone = project.commit("Alone");
  CHECK(error_of([&] { static_cast<void>(repository.merge_base(side, alone)); }) ==
        side.substr(0, 10) + " and " + alone.substr(0, 10) +
            " have no common ancestor\nCompare with a branch that the change started from");
}

TEST_CASE("a shallow clone that ends before the merge base is an error, never an answer") {
  const Project project;
  project.git({"switch", "--quiet", "topic"});
  const std::string side = project.commit("Side");
  const TempRepository shallow = project.shallow_clone(1, "main");
  shallow.git({"fetch", "--quiet", "--depth=1", "origin", "topic"});
  CHECK(error_of([&] {
          static_cast<void>(Repository::open(shallow.path()).merge_base(project.three, side));
        }) == "the merge base of " + project.three.substr(0, 10) + " and " + side.substr(0, 10) +
                  " is not in this shallow clone\nFetch the history with `git fetch --unshallow`, "
                  "or set `fetch-depth: 0` in actions/checkout");
}

TEST_CASE("a shallow clone that reaches the merge base has it") {
  const Project project;
  project.git({"switch", "--quiet", "topic"});
  const std::string side = project.commit("Side");
  const TempRepository shallow = project.shallow_clone(2, "main");
  shallow.git({"fetch", "--quiet", "--depth=2", "origin", "topic"});
  const Repository repository = Repository::open(shallow.path());
  CHECK(repository.is_shallow());
  CHECK(repository.merge_base(project.three, side) == project.two);
}

// Random histories with merges, whatever their dates: the same answer as `git merge-base --all`.
TEST_CASE("merge bases of random histories are git's") {
  const TempRepository repository;
  const std::string tree = repository.git({"mktree", "--missing"});
  std::vector<std::string> commits;
  std::uint32_t random = 12345;
  const auto next = [&](std::size_t limit) {
    random = random * 1664525U + 1013904223U;
    return (random >> 8) % limit;
  };
  for (int i = 0; i < 40; ++i) {
    Arguments command = {"commit-tree", tree, "-m", "Commit " + std::to_string(i)};
    const std::size_t parents = commits.empty() ? 0 : 1 + next(3) / 2;
    for (std::size_t parent = 0; parent < parents; ++parent) {
      const std::size_t recent = std::min<std::size_t>(commits.size(), 8);
      command.push_back("-p");
      command.push_back(commits[commits.size() - 1 - next(recent)]);
    }
    const std::string date = std::to_string(1700000000 + next(100) * 60) + " +0000";
    commits.push_back(repository.git(command, {{"GIT_COMMITTER_DATE", date}}));
  }
  const Repository opened = Repository::open(repository.path());
  for (int i = 0; i < 60; ++i) {
    const std::string& a = commits[next(commits.size())];
    const std::string& b = commits[next(commits.size())];
    const std::string expected = repository.git({"merge-base", "--all", a, b});
    CAPTURE(a);
    CAPTURE(b);
    CHECK(expected.find(opened.merge_base(a, b)) != std::string::npos);
    if (expected.size() == 40) CHECK(opened.merge_base(a, b) == expected);
  }
}
