// Merges made in memory, against the git command's.

#include <doctest/doctest.h>

#include <filesystem>

#include "git/repository.h"
#include "support/errors.h"
#include "support/temp_repository.h"
#include "support/trees.h"
#include "unit/git/conflict.h"

using namespace migcheck;
using namespace migcheck::test;

namespace {

// "id path" of every file, as `git ls-tree -r` gives it for the tree that `git merge-tree` makes.
std::string merged_by_git(const TempRepository& project, const std::string& ours,
                          const std::string& theirs) {
  const std::string tree = project.git({"merge-tree", "--write-tree", ours, theirs}).substr(0, 40);
  return project.git({"ls-tree", "-r", "--format=%(objectname) %(path)", tree});
}

std::string merged_by_us(const TempRepository& project, const std::string& ours,
                         const std::string& theirs) {
  const Repository repository = Repository::open(project.path());
  const Repository::Merge merge = repository.merge(ours, theirs);
  CHECK(merge.conflicts.empty());
  std::string text;
  for (const FileEntry& entry : merge.tree->list("")) {
    if (!text.empty()) text += "\n";
    text += entry.id + " " + entry.path;
    CHECK(merge.tree->read(entry.path).has_value());
  }
  return text;
}

std::size_t files_below(const std::string& folder) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) ++count;
  }
  return count;
}

// Twenty lines, of which some are replaced.
std::string lines(const std::vector<std::pair<int, std::string>>& replaced = {}) {
  std::string text;
  for (int i = 1; i <= 20; ++i) {
    std::string line = "line " + std::to_string(i);
    for (const auto& [number, other] : replaced) {
      if (number == i) line = other;
    }
    text += line + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("changes of both sides go together, within one file too") {
  const TempRepository project;
  project.write("file", lines());
  project.write("moved", lines({{1, "other"}}));
  project.write("gone", "1\n");
  project.commit("Base");
  project.git({"switch", "--quiet", "-c", "topic"});
  project.write("file", lines({{18, "theirs"}}));
  project.write("moved", lines({{1, "other"}, {18, "theirs"}}));
  project.write("theirs", "1\n");
  const std::string theirs = project.commit("Theirs");
  project.git({"switch", "--quiet", "main"});
  project.write("file", lines({{2, "ours"}}));
  project.git({"mv", "moved", "elsewhere"});
  project.remove("gone");
  const std::string ours = project.commit("Ours");
  const std::size_t objects = files_below(project.path() + "/.git/objects");

  CHECK(merged_by_us(project, ours, theirs) == merged_by_git(project, ours, theirs));
  CHECK(merged_by_us(project, theirs, ours) == merged_by_git(project, theirs, ours));
  const auto merge = Repository::open(project.path()).merge(ours, theirs);
  CHECK(merge.tree->read("file") == lines({{2, "ours"}, {18, "theirs"}}));
  CHECK(merge.tree->read("elsewhere") == lines({{1, "other"}, {18, "theirs"}}));
  CHECK(listing(*merge.tree) == "elsewhere\nfile\ntheirs\n");

  // git merge-tree has added to the repository what it made; we have not.
  const TempRepository bare = project.bare_clone();
  const std::size_t before = files_below(bare.path());
  CHECK(Repository::open(bare.path()).merge(ours, theirs).tree->read("file") ==
        lines({{2, "ours"}, {18, "theirs"}}));
  CHECK(files_below(bare.path()) == before);
  CHECK(files_below(project.path() + "/.git/objects") >= objects);
}

TEST_CASE("the merge of a commit with its own ancestor is that commit") {
  const TempRepository project;
  project.write("a", "1\n");
  const std::string first = project.commit("One");
  project.write("a", "2\n");
  project.write("b", "2\n");
  const std::string second = project.commit("Two");
  for (const auto& [ours, theirs] :
       {std::pair(first, second), std::pair(second, first), std::pair(second, second)}) {
    CHECK(merged_by_us(project, ours, theirs) ==
          project.git({"ls-tree", "-r", "--format=%(objectname) %(path)", second}));
  }
}

TEST_CASE("files in conflict are taken from ours as far as they exist there, and named") {
  const TempRepository project;
  const auto [ours, theirs] = conflicting_branches(project);

  const auto merge = Repository::open(project.path()).merge(ours, theirs);
  CHECK(merge.conflicts == std::vector<std::string>{"added", "both", "gone-here", "gone-there"});
  CHECK(listing(*merge.tree) == "added\nboth\nfine\ngone-here\ngone-there\n");
  CHECK(merge.tree->read("both") == "ours\n");
  CHECK(merge.tree->read("added") == "ours\n");
  CHECK(merge.tree->read("gone-here") == "theirs\n");
  CHECK(merge.tree->read("gone-there") == "ours\n");
  CHECK(merge.tree->read("fine") == "theirs\n");
}

TEST_CASE("after a criss-cross merge the bases are merged first, as git does") {
  const TempRepository project;
  project.write("file", lines());
  project.commit("Base");
  project.git({"switch", "--quiet", "-c", "topic"});
  project.write("file", lines({{18, "topic"}}));
  const std::string topic = project.commit("Topic");
  project.git({"switch", "--quiet", "main"});
  project.write("file", lines({{2, "main"}}));
  const std::string main = project.commit("Main");
  project.git({"merge", "--quiet", "--no-edit", topic});
  project.write("file", lines({{2, "main, again"}, {18, "topic"}}));
  const std::string ours = project.commit("Main with topic");
  project.git({"switch", "--quiet", "topic"});
  project.git({"merge", "--quiet", "--no-edit", main});
  project.write("file", lines({{2, "main"}, {18, "topic, again"}}));
  const std::string theirs = project.commit("Topic with main");

  CHECK(project.git({"merge-base", "--all", ours, theirs}).size() == 81);  // two of them
  CHECK(Repository::open(project.path()).merge_base(ours, theirs) ==
        project.git({"merge-base", ours, theirs}));
  CHECK(merged_by_us(project, ours, theirs) == merged_by_git(project, ours, theirs));
}

TEST_CASE("a merge in a shallow clone works as far as the merge base is there") {
  const TempRepository project;
  project.write("file", lines());
  project.commit("Old");
  project.commit("Base");
  project.git({"switch", "--quiet", "-c", "topic"});
  project.write("file", lines({{18, "theirs"}}));
  const std::string theirs = project.commit("Theirs");
  project.git({"switch", "--quiet", "main"});
  project.write("file", lines({{2, "ours"}}));
  const std::string ours = project.commit("Ours");

  const TempRepository shallow = project.shallow_clone(1, "main");
  shallow.git({"fetch", "--quiet", "--depth=1", "origin", "topic"});
  CHECK(error_of([&] { Repository::open(shallow.path()).merge(ours, theirs); }) ==
        "the merge base of " + ours.substr(0, 10) + " and " + theirs.substr(0, 10) +
            " is not in this shallow clone\nFetch the history with `git fetch --unshallow`, or set "
            "`fetch-depth: 0` in actions/checkout");
  shallow.git({"fetch", "--quiet", "--depth=2", "origin", "main", "topic"});
  const auto merge = Repository::open(shallow.path()).merge(ours, theirs);
  CHECK(merge.tree->read("file") == lines({{2, "ours"}, {18, "theirs"}}));
}

TEST_CASE("unrelated histories are not merged") {
  const TempRepository project;
  const std::string one = project.commit("One");
  project.git({"switch", "--quiet", "--orphan", "other"});
  const std::string two = project.commit("Two");
  CHECK(error_of([&] {
          Repository::open(project.path()).merge(one, two);
        }).find("have no common ancestor") != std::string::npos);
}

TEST_CASE("a merge driver that the repository configures is not run") {
  const TempRepository project;
  project.write("file", "base\n");
  project.write(".gitattributes", "file merge=evil\n");
  project.commit("Base");
  project.git({"config", "merge.evil.driver", "touch " + project.path() + "/evil"});
  project.git({"switch", "--quiet", "-c", "topic"});
  project.write("file", "theirs\n");
  const std::string theirs = project.commit("Theirs");
  project.git({"switch", "--quiet", "main"});
  project.write("file", "ours\n");
  const std::string ours = project.commit("Ours");
  const auto merge = Repository::open(project.path()).merge(ours, theirs);
  CHECK(merge.conflicts == std::vector<std::string>{"file"});
  CHECK_FALSE(std::filesystem::exists(project.path() + "/evil"));
}
