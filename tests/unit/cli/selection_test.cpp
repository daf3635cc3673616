// What is compared with what, on real repositories.

#include <doctest/doctest.h>

#include "unit/cli/selection_project.h"

using namespace migcheck;
using namespace migcheck::test;

TEST_CASE("--base and --head: the change since the merge base, judged on the merge") {
  const Project project;
  CHECK(compared(project, given("main", "topic")) ==
        "main (" + short_id(project.main) + ") <- topic (" + short_id(project.topic) +
            ")\nhead: 1 t\nstart: 1\nbase: 1 2\nresult: 1 2 t, merged\nchanged: A v/t \n");
  CHECK(compared(project, given(project.one, "HEAD")) ==
        short_id(project.one) + " <- HEAD (" + short_id(project.main) +
            ")\nhead: 1 2\nstart: 1\nbase: 1\nresult: 1 2, merged\nchanged: A v/2 \n");
  // The base is ahead of the head: nothing has changed, and the base is the result.
  CHECK(compared(project, given("main", project.one)) ==
        "main (" + short_id(project.main) + ") <- " + short_id(project.one) +
            "\nhead: 1\nstart: 1\nbase: 1 2\nresult: 1 2, merged\nchanged: \n");
}

TEST_CASE("--base alone: the work tree is the head, with what is not committed") {
  const Project project;
  project.git({"switch", "--quiet", "topic"});
  project.write("v/new", "new\n");
  project.write("v/t", "edited\n");
  project.remove("v/1");
  CHECK(compared(project, given("main")) ==
        "main (" + short_id(project.main) +
            ") <- the work tree\nhead: new t\nstart: 1\nbase: 1 2\nresult: 2 new t, merged\n"
            "changed: D v/1 A v/new A v/t \n");
  const Comparison comparison = compare(project.path(), given("main"), {});
  CHECK(comparison.result->read("v/t") == "edited\n");
  CHECK(comparison.result->read("v/2") == "two\n");
  CHECK(comparison.root == project.path() + "/");
}

TEST_CASE("nothing given: the work tree against the default branch") {
  const Project project;
  project.git({"switch", "--quiet", "topic"});
  project.write("v/new", "new\n");
  CHECK(compared(project, {}) ==
        "main (" + short_id(project.main) +
            ") <- the work tree\nhead: 1 new t\nstart: 1\nbase: 1 2\nresult: 1 2 new t, merged\n"
            "changed: A v/new A v/t \n");
  const TempRepository clone = project.clone();
  CHECK(compared(clone, {}).starts_with("origin/topic (" + short_id(project.topic) + ") <- the"));
  project.git({"branch", "-m", "main", "trunk"});
  CHECK(compare_error(project, {}) ==
        "there is no default branch to compare with: origin/main, origin/master, main and master "
        "do not exist\nName the base with --base, or check everything with --all");
}

TEST_CASE("--staged: the index against HEAD, or against a base") {
  const Project project;
  project.git({"switch", "--quiet", "topic"});
  project.write("v/new", "new\n");
  project.git({"add", "v/new"});
  project.write("v/untracked", "");
  CHECK(compared(project, staged()) ==
        "HEAD (" + short_id(project.topic) +
            ") <- the index\nhead: 1 new t\nstart: 1 t\nbase: 1 t\nresult: 1 new t\n"
            "changed: A v/new \n");
  CheckSelection with_base = staged();
  with_base.base = "main";
  CHECK(compared(project, with_base) ==
        "main (" + short_id(project.main) +
            ") <- the index\nhead: 1 new t\nstart: 1\nbase: 1 2\nresult: 1 2 new t, merged\n"
            "changed: A v/new A v/t \n");
  // An event of the runner does not matter to what is being committed.
  CHECK(compared(project, staged(), pull_request(project.main, project.topic)) ==
        compared(project, staged()));
  CheckSelection both = staged();
  both.head = "topic";
  CHECK(compare_error(project, both) ==
        "--staged and --head name two states to check\nGive one of them");
}

TEST_CASE("before the first commit everything is new") {
  const TempRepository project;
  project.write("v/1", "");
  project.git({"add", "v/1"});
  project.write("v/2", "");
  CHECK(compared(project, staged()) ==
        " <- the index\nhead: 1\nstart: \nbase: none\nresult: 1\nchanged: A v/1 \n");
  CHECK(compared(project, {}) ==
        " <- the work tree\nhead: 1 2\nstart: \nbase: none\nresult: 1 2\n"
        "changed: A v/1 A v/2 \n");
}

TEST_CASE("--all and PATHs: nothing is compared, unless a base is given") {
  const Project project;
  CHECK(compared(project, all()) ==
        " <- the work tree\nhead: 1 2\nstart: none\nbase: none\nresult: 1 2\nall: \n");
  CheckSelection with_base = all();
  with_base.base = "main";
  with_base.head = "topic";
  CHECK(compared(project, with_base) ==
        "main (" + short_id(project.main) + ") <- topic (" + short_id(project.topic) +
            ")\nhead: 1 t\nstart: 1\nbase: 1 2\nresult: 1 2 t, merged\nall: A v/t \n");

  CHECK(compared(project, paths_given({project.path() + "/v/1", project.path() + "/v"})) ==
        " <- the work tree\nhead: 1 2\nstart: none\nbase: none\nresult: 1 2\npaths: \n"
        "path: v/1\npath: v\n");
  const Comparison comparison = compare(project.path(), paths_given({project.path() + "/v"}), {});
  CHECK(comparison.names("v/1"));
  CHECK(comparison.names("v"));
  CHECK_FALSE(comparison.names("v2/1"));
  const Comparison everything = compare(project.path(), paths_given({project.path()}), {});
  CHECK(everything.names("v/1"));
}

TEST_CASE("a bare repository and one without a checkout are read at HEAD") {
  const Project project;
  const std::string expected = "main (" + short_id(project.main) + ") <- HEAD (" +
                               short_id(project.main) +
                               ")\nhead: 1 2\nstart: 1 2\nbase: 1 2\nresult: 1 2, merged\n"
                               "changed: \n";
  const TempRepository bare = project.bare_clone();
  CHECK(compared(bare, {}) == expected);
  CHECK(compare(bare.path(), {}, {}).root.empty());
  CHECK(compare(bare.path(), paths_given({"v/1"}), {}).names("v/1"));
  const TempRepository empty = project.clone({"--no-checkout"});
  CHECK(compared(empty, {}) == "origin/" + expected);
}

TEST_CASE("files that both sides changed are judged as ours, and a note says so") {
  const Project project;
  project.git({"switch", "--quiet", "topic"});
  project.write("v/2", "ours\n");
  const std::string note = "note: merge conflict in v/2: it is judged as it is in ";
  const Comparison before = compare(project.path(), given("main"), {});
  CHECK(before.conflicts == std::vector<std::string>{"v/2"});
  CHECK(before.result->read("v/2") == "ours\n");
  CHECK(text_of(before).ends_with(note + "the work tree\n"));

  const std::string topic = project.commit("Ours");
  const Comparison after = compare(project.path(), given("main", "topic"), {});
  CHECK(after.conflicts == std::vector<std::string>{"v/2"});
  CHECK(after.result->read("v/2") == "ours\n");
  CHECK(text_of(after).ends_with(note + "topic (" + short_id(topic) + ")\n"));
}

TEST_CASE("an unknown base or head is an error") {
  const Project project;
  CHECK(compare_error(project, given("mian")) ==
        "there is no revision \"mian\"\nDid you mean \"main\"?");
  CHECK(compare_error(project, given("main", "tpoic")) ==
        "there is no revision \"tpoic\"\nDid you mean \"topic\"?");
}

TEST_CASE("without a repository files and folders can be checked") {
  const TempFolder folder;
  folder.write("v/1.sql", "");
  folder.write("v/2.sql", "");
  folder.write("w/3.sql", "");
  const Comparison one =
      compare(folder.path() + "/w", paths_given({folder.path() + "/v/1.sql"}), {});
  CHECK(one.root == folder.path() + "/v/");
  CHECK(one.paths == std::vector<std::string>{"1.sql"});
  CHECK(listing(*one.result) == "1.sql\n2.sql\n");
  CHECK(one.scope == Comparison::Scope::paths);

  const Comparison two = compare(
      folder.path() + "/w", paths_given({folder.path() + "/v/1.sql", folder.path() + "/w"}), {});
  CHECK(two.root == folder.path() + "/");
  CHECK(two.paths == std::vector<std::string>{"v/1.sql", "w"});

  const Comparison everything = compare(folder.path(), all(), {});
  CHECK(listing(*everything.result) == "v/1.sql\nv/2.sql\nw/3.sql\n");
  CHECK(everything.scope == Comparison::Scope::all);
  CHECK(everything.head_name == "the folder " + folder.path() + "/");
  CHECK(everything.changes_below("").empty());

  for (const CheckSelection& selection : {CheckSelection{}, given("main"), staged()}) {
    CHECK(error_of([&] {
            compare(folder.path(), selection, {});
          }).starts_with("\"" + folder.path() + "\" is not inside a git repository\n"));
  }
}

TEST_CASE("a file outside of the repository is read by itself") {
  const Project project;
  const TempFolder folder;
  folder.write("1.sql", "select 1;");
  const Comparison lone = compare(project.path(), paths_given({folder.path() + "/1.sql"}), {});
  CHECK(lone.result->read("1.sql") == "select 1;");
  CHECK(compare_error(project, paths_given({folder.path() + "/1.sql", project.path() + "/v/1"}))
            .starts_with("\"" + folder.path() + "/1.sql\" is outside of \"" + project.path() +
                         "/\""));
}
