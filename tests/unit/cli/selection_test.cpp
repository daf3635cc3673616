// What is compared with what, on real repositories.

#include "cli/selection.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "support/errors.h"
#include "support/temp_repository.h"
#include "support/trees.h"

using namespace migcheck;
using namespace migcheck::test;

namespace {

// A project with migrations 1 and 2 on main; topic branches off after 1 and adds t; then main adds
// 2, so that the merge has 1, 2 and t.
struct Project : TempRepository {
  Project() {
    write("v/1", "one\n");
    one = commit("One");
    git({"switch", "--quiet", "-c", "topic"});
    write("v/t", "topic\n");
    topic = commit("Topic");
    git({"switch", "--quiet", "main"});
    write("v/2", "two\n");
    main = commit("Two");
  }

  // The commit that GitHub makes for a pull request, checked out as actions/checkout does it.
  std::string check_out_merge() const {
    git({"switch", "--quiet", "--detach", "main"});
    git({"merge", "--quiet", "--no-ff", "-m", "Merge", "topic"});
    return git({"rev-parse", "HEAD"});
  }

  std::string one, topic, main;
};

std::string short_id(const std::string& id) { return id.substr(0, 10); }

std::string files(const Comparison::Tree& tree) {
  if (!tree) return "none";
  std::string text;
  for (const FileEntry& entry : tree->list("v")) {
    text += (text.empty() ? "" : " ") + entry.path.substr(2);
  }
  return text;
}

// All that a test wants to know, one aspect a line.
std::string text_of(const Comparison& comparison) {
  std::string changed = test::text_of(comparison.changes_below(""));
  for (char& c : changed) c = c == '\n' ? ' ' : c;
  const char* scopes[] = {"changed", "all", "paths"};
  std::string text = comparison.base_name + " <- " + comparison.head_name + "\n";
  text += "head: " + files(comparison.head) + "\n";
  text += "start: " + files(comparison.start) + "\n";
  text += "base: " + files(comparison.base) + "\n";
  text += "result: " + files(comparison.result) + (comparison.merge_result ? ", merged\n" : "\n");
  text += std::string(scopes[static_cast<int>(comparison.scope)]) + ": " + changed + "\n";
  for (const std::string& path : comparison.paths) text += "path: " + path + "\n";
  for (const std::string& note : comparison.notes) text += "note: " + note + "\n";
  return text;
}

std::string compared(const TempRepository& project, const CheckSelection& selection,
                     const Environment& environment = {}) {
  return text_of(compare(project.path(), selection, environment));
}

std::string compare_error(const TempRepository& project, const CheckSelection& selection,
                          const Environment& environment = {}) {
  return error_of([&] { compare(project.path(), selection, environment); });
}

CheckSelection given(const std::string& base, const std::string& head = "") {
  CheckSelection selection;
  selection.base = base;
  selection.head = head;
  return selection;
}

CheckSelection staged() {
  CheckSelection selection;
  selection.staged = true;
  return selection;
}

CheckSelection all() {
  CheckSelection selection;
  selection.all = true;
  return selection;
}

CheckSelection paths_given(std::vector<std::string> paths) {
  CheckSelection selection;
  selection.paths = std::move(paths);
  return selection;
}

Environment pull_request(const std::string& base, const std::string& head,
                         const std::string& name = "pull_request") {
  return {name,
          R"({"pull_request":{"number":12,"base":{"sha":")" + base +
              R"(","ref":"main"},"head":{"sha":")" + head + R"(","repo":null}}})",
          "main", "", ""};
}

Environment push(const std::string& before, const std::string& after, const std::string& branch,
                 bool forced = false) {
  return {"push",
          R"({"before":")" + before + R"(","after":")" + after + R"(","ref":"refs/heads/)" +
              branch + R"(","forced":)" + (forced ? "true" : "false") + "}",
          "", "", ""};
}

const std::string zeros(40, '0');

}  // namespace

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

TEST_CASE("pull_request: the checked out merge is judged against its first parent") {
  const Project project;
  project.check_out_merge();
  const std::string expected = "main (" + short_id(project.main) + ") <- pull request #12 (" +
                               short_id(project.topic) +
                               ")\nhead: 1 2 t\nstart: 1 2\nbase: 1 2\nresult: 1 2 t, merged\n"
                               "changed: A v/t \n";
  // The event's base is older than the merge's.
  const Environment event = pull_request(project.one, project.topic);
  CHECK(compared(project, {}, event) == expected);

  project.git({"branch", "merge"});
  const TempRepository two_deep = project.shallow_clone(2, "merge");
  CHECK(compared(two_deep, {}, event) == expected);

  const TempRepository one_deep = project.shallow_clone(1, "merge");
  CHECK(compare_error(one_deep, {}, event) ==
        "the base commit " + short_id(project.main) +
            " of pull request #12 is not in this clone\nSet `fetch-depth: 2` in actions/checkout, "
            "or run `git fetch --depth=1 origin " +
            project.main + "`");
  one_deep.git({"fetch", "--quiet", "--depth=1", "origin", project.main});  // as the hint says
  CHECK(compared(one_deep, {}, event) == expected);
}

TEST_CASE("pull_request: a checked out head is merged with the newest base") {
  const Project project;
  const TempRepository clone = project.clone({"--branch=topic"});
  const std::string start =
      ") <- pull request #12 (" + short_id(project.topic) + ")\nhead: 1 t\nstart: 1\n";
  CHECK(compared(clone, {}, pull_request(project.main, project.topic)) ==
        "main (" + short_id(project.main) + start +
            "base: 1 2\nresult: 1 2 t, merged\nchanged: A v/t \n");
  // The base branch has moved on since the event.
  CHECK(compared(clone, {}, pull_request(project.one, project.topic)) ==
        "main (" + short_id(project.main) + start +
            "base: 1 2\nresult: 1 2 t, merged\nchanged: A v/t \n");
  // Ours is an old clone: the event knows a newer base than the remote branch.
  clone.git({"update-ref", "refs/remotes/origin/main", project.one});
  CHECK(compared(clone, {}, pull_request(project.main, project.topic)) ==
        "main (" + short_id(project.main) + start +
            "base: 1 2\nresult: 1 2 t, merged\nchanged: A v/t \n");
}

TEST_CASE("pull_request: a clone that lacks a commit is an error that says what to fetch") {
  const Project project;
  const TempRepository head_only = project.shallow_clone(1, "topic");
  CHECK(compare_error(head_only, {}, pull_request(project.main, project.topic)) ==
        "the base commit " + short_id(project.main) +
            " of pull request #12 is not in this clone\nSet `fetch-depth: 0` in actions/checkout, "
            "or run `git fetch --depth=1 origin " +
            project.main + "`");
  head_only.git({"fetch", "--quiet", "--depth=1", "origin", project.main});
  CHECK(compare_error(head_only, {}, pull_request(project.main, project.topic)) ==
        "the merge base of " + short_id(project.topic) + " and " + short_id(project.main) +
            " is not in this shallow clone\nFetch the history with `git fetch --unshallow`, or set "
            "`fetch-depth: 0` in actions/checkout");
}

TEST_CASE("pull_request_target: the base that is checked out is not taken for the pull request") {
  const Project project;
  const TempRepository base_only = project.shallow_clone(1, "main");
  const Environment event = pull_request(project.main, project.topic, "pull_request_target");
  CHECK(compare_error(base_only, {}, event) ==
        "the head commit " + short_id(project.topic) +
            " of pull request #12 is not in this clone\nCheck it out with actions/checkout, or run "
            "`git fetch --depth=1 origin " +
            project.topic + "`");
  CHECK(compare_error(base_only, given("HEAD"), event) ==
        "the checkout is not that of pull request #12\nCheck out "
        "`github.event.pull_request.head.sha`, or name what to check with --head");
  CHECK(compare_error(project, given("main"), event)
            .starts_with("the checkout is not that of pull request #12\n"));
  // The head is there, if not checked out: it is what is checked.
  CHECK(compared(project, {}, event)
            .starts_with("main (" + short_id(project.main) + ") <- pull request #12 (" +
                         short_id(project.topic) + ")\nhead: 1 t\n"));
  project.git({"switch", "--quiet", "topic"});
  CHECK(compared(project, given("main"), event).ends_with("changed: A v/t \n"));
}

TEST_CASE("pull_request: --head and --base win over the event, --all needs no base") {
  const Project project;
  const Environment event = pull_request(project.main, project.topic);
  CHECK(compared(project, given("", project.one), event) ==
        "main (" + short_id(project.main) + ") <- " + short_id(project.one) +
            "\nhead: 1\nstart: 1\nbase: 1 2\nresult: 1 2, merged\nchanged: \n");
  CHECK(compared(project, given("topic"), event) ==
        "topic (" + short_id(project.topic) +
            ") <- the work tree\nhead: 1 2\nstart: 1\nbase: 1 t\nresult: 1 2 t, merged\n"
            "changed: A v/2 \n");
  CHECK(compared(project, all(), event) == compared(project, all()));
}

TEST_CASE("a pull request of which only the base branch is known") {
  const Project project;
  const TempRepository clone = project.clone({"--branch=topic"});
  CHECK(compared(clone, {}, {"pull_request", "", "main", "", ""}) ==
        "main (" + short_id(project.main) +
            ") <- the work tree\nhead: 1 t\nstart: 1\nbase: 1 2\nresult: 1 2 t, merged\n"
            "changed: A v/t \n");
}

TEST_CASE("merge_group: the queue's commit against its base") {
  const Project project;
  const std::string merge = project.check_out_merge();
  const Environment event = {"merge_group",
                             R"({"merge_group":{"base_sha":")" + project.main +
                                 R"(","head_sha":")" + merge +
                                 R"(","base_ref":"refs/heads/main"}})",
                             "", "", ""};
  const std::string expected = "main (" + short_id(project.main) + ") <- the merge group (" +
                               short_id(merge) +
                               ")\nhead: 1 2 t\nstart: 1 2\nbase: 1 2\nresult: 1 2 t, merged\n"
                               "changed: A v/t \n";
  CHECK(compared(project, {}, event) == expected);
  project.git({"branch", "queue"});
  const TempRepository shallow = project.shallow_clone(1, "queue");
  CHECK(compare_error(shallow, {}, event) ==
        "the base commit " + short_id(project.main) +
            " of the merge group is not in this clone\nSet `fetch-depth: 0` in actions/checkout, "
            "or run `git fetch --depth=1 origin " +
            project.main + "`");
  shallow.git({"fetch", "--quiet", "--depth=1", "origin", project.main});
  CHECK(compared(shallow, {}, event) == expected);
}

TEST_CASE("push: what was pushed against the commit before") {
  const Project project;
  const Environment event = push(project.one, project.main, "main");
  const std::string expected = "main (" + short_id(project.one) + ") <- main (" +
                               short_id(project.main) +
                               ")\nhead: 1 2\nstart: 1\nbase: 1\nresult: 1 2, merged\n"
                               "changed: A v/2 \n";
  CHECK(compared(project, {}, event) == expected);
  const TempRepository shallow = project.shallow_clone(1, "main");
  CHECK(compare_error(shallow, {}, event) ==
        "the commit before " + short_id(project.one) +
            " of the push is not in this clone\nSet `fetch-depth: 0` in actions/checkout, or run "
            "`git fetch --depth=1 origin " +
            project.one + "`");
  shallow.git({"fetch", "--quiet", "--depth=1", "origin", project.one});
  CHECK(compared(shallow, {}, event) == expected);
}

TEST_CASE("push: a new branch is compared with the default branch, a new repository with nothing") {
  const Project project;
  CHECK(compared(project, {}, push(zeros, project.topic, "topic")) ==
        "main (" + short_id(project.main) + ") <- topic (" + short_id(project.topic) +
            ")\nhead: 1 t\nstart: 1\nbase: 1 2\nresult: 1 2 t, merged\nchanged: A v/t \n");
  CHECK(compared(project, {}, push(zeros, project.main, "main")) ==
        " <- main (" + short_id(project.main) +
            ")\nhead: 1 2\nstart: none\nbase: none\nresult: 1 2\nall: \nnote: the push has no "
            "commit before it, and there is no other branch to compare with: everything is "
            "checked\n");
}

TEST_CASE("push: a forced one is not merged with what it threw away") {
  const Project project;
  CHECK(compared(project, {}, push(project.main, project.topic, "topic", true)) ==
        "topic (" + short_id(project.main) + ") <- topic (" + short_id(project.topic) +
            ")\nhead: 1 t\nstart: 1\nbase: 1 2\nresult: 1 t\nchanged: A v/t \n");
  // What was thrown away is not there any more.
  CHECK(compared(project, {}, push(std::string(40, 'a'), project.topic, "topic", true)) ==
        compared(project, {}, push(zeros, project.topic, "topic")));
}

TEST_CASE("an event that is about no change is no event") {
  const Project project;
  CHECK(compared(project, {}, {"workflow_dispatch", R"({"ref":"refs/heads/main"})", "", "", ""}) ==
        compared(project, {}));
}

TEST_CASE("what pre-commit says is pushed is checked") {
  const Project project;
  const Environment pushed = {"", "", "", project.one, "topic"};
  CHECK(compared(project, {}, pushed) ==
        short_id(project.one) + " <- topic (" + short_id(project.topic) +
            ")\nhead: 1 t\nstart: 1\nbase: 1\nresult: 1 t, merged\nchanged: A v/t \n");
  CHECK(compared(project, staged(), pushed) == compared(project, staged()));
  CHECK(compare_error(project, {}, {"", "", "", std::string(40, 'a'), "topic"})
            .starts_with("there is no revision \"aaaaaaaaaa"));
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
