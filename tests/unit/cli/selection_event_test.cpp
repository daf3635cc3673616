// What an event of GitHub, or pre-commit, says is compared with what.

#include <doctest/doctest.h>

#include "unit/cli/selection_project.h"

using namespace migcheck;
using namespace migcheck::test;

namespace {

// In a clone of one commit, which lacks another: the error says so, and what it hints at helps.
void check_shallow_clone(const Project& project, const std::string& branch,
                         const Environment& event, const std::string& expected,
                         const std::string& lacking, const std::string& what, int depth = 0) {
  const TempRepository clone = project.shallow_clone(1, branch);
  CHECK(compare_error(clone, {}, event) ==
        what + " is not in this clone\nSet `fetch-depth: " + std::to_string(depth) +
            "` in actions/checkout, or run `git fetch --depth=1 origin " + lacking + "`");
  clone.git({"fetch", "--quiet", "--depth=1", "origin", lacking});
  CHECK(compared(clone, {}, event) == expected);
}

}  // namespace

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

  check_shallow_clone(project, "merge", event, expected, project.main,
                      "the base commit " + short_id(project.main) + " of pull request #12", 2);
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
  check_shallow_clone(project, "queue", event, expected, project.main,
                      "the base commit " + short_id(project.main) + " of the merge group");
}

TEST_CASE("push: what was pushed against the commit before") {
  const Project project;
  const Environment event = push(project.one, project.main, "main");
  const std::string expected = "main (" + short_id(project.one) + ") <- main (" +
                               short_id(project.main) +
                               ")\nhead: 1 2\nstart: 1\nbase: 1\nresult: 1 2, merged\n"
                               "changed: A v/2 \n";
  CHECK(compared(project, {}, event) == expected);
  check_shallow_clone(project, "main", event, expected, project.one,
                      "the commit before " + short_id(project.one) + " of the push");
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
  const Environment range = {"", "", "", project.main, "topic"};
  CHECK(compared(project, {}, range).ends_with("result: 1 2 t, merged\nchanged: A v/t \n"));
  const Environment forced = {"", "", "", project.main, "topic", "origin"};
  CHECK(compared(project, {}, forced) ==
        short_id(project.main) + " <- topic (" + short_id(project.topic) +
            ")\nhead: 1 t\nstart: 1\nbase: 1 2\nresult: 1 t\nchanged: A v/t \n");
  const Environment first = {"", "", "", "", "", "origin"};
  CHECK(compared(project, {}, first).find("result: 1 2\nall: \nnote: ") != std::string::npos);
  CHECK(compare_error(project, {}, {"", "", "", std::string(40, 'a'), "topic"})
            .starts_with("there is no revision \"aaaaaaaaaa"));
}
