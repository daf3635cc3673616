#include "cli/event.h"

#include <doctest/doctest.h>

#include "support/errors.h"
#include "support/temp_folder.h"

using namespace migcheck;
using namespace migcheck::test;

namespace {

const std::string id_a(40, 'a'), id_b(40, 'b'), zeros(40, '0');

std::string text_of(const std::optional<Event>& event) {
  if (!event) return "none";
  const char* kinds[] = {"pull_request", "merge_group", "push"};
  return std::string(kinds[static_cast<int>(event->kind)]) + " " + event->base.substr(0, 2) + ".." +
         event->head.substr(0, 2) + " " + event->base_branch + " #" +
         std::to_string(event->number) + (event->forced ? " forced" : "");
}

}  // namespace

TEST_CASE("events are read") {
  struct Row {
    std::string name, event, expected;
  };
  const std::string pull_request = R"("pull_request":{"number":7,"base":{"sha":")" + id_a +
                                   R"(","ref":"main"},"head":{"sha":")" + id_b +
                                   R"(","ref":"topic","repo":null}})";
  const auto push = [](const std::string& before, const std::string& after,
                       const std::string& rest) {
    return R"({"before":")" + before + R"(","after":")" + after + R"(",)" + rest + "}";
  };
  const std::string branch = R"("ref":"refs/heads/topic/x")";
  const Row rows[] = {
      {"pull_request", "{" + pull_request + "}", "pull_request aa..bb main #7"},
      {"pull_request_target", "{" + pull_request + "}", "pull_request aa..bb main #7"},
      {"pull_request_review", R"({"review":{},)" + pull_request + "}",
       "pull_request aa..bb main #7"},
      {"merge_group",
       R"({"merge_group":{"base_sha":")" + id_a + R"(","head_sha":")" + id_b +
           R"(","base_ref":"refs/heads/main","head_ref":"refs/heads/gh-readonly-queue/main/x"}})",
       "merge_group aa..bb main #0"},
      {"push", push(id_a, id_b, branch), "push aa..bb topic/x #0"},
      {"push", push(id_a, id_b, branch + R"(,"forced":true)"), "push aa..bb topic/x #0 forced"},
      {"push", push(id_a, id_b, branch + R"(,"forced":"yes")"), "push aa..bb topic/x #0"},
      {"push", push(zeros, id_b, branch), "push ..bb topic/x #0"},
      {"push", push(zeros, id_b, R"("ref":"refs/tags/v1")"), "push ..bb  #0"},
      {"push", push(id_a, zeros, branch), "none"},
      {"workflow_dispatch", R"({"ref":"refs/heads/main"})", "none"},
      {"schedule", "{}", "none"},
      {"schedule", "", "none"},
      {"issue_comment", R"({"issue":{"pull_request":{"url":"x"}}})", "none"},
      {"", "", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CAPTURE(row.event);
    CHECK(text_of(read_event({row.name, row.event, "", "", ""})) == row.expected);
  }
}

TEST_CASE("a head in another repository, or in none any more, is that of a fork") {
  const auto from_fork = [](const std::string& head_repository) {
    const std::string event = R"({"pull_request":{"base":{"sha":")" + id_a +
                              R"(","repo":{"full_name":"octo/depot"}},"head":{"sha":")" + id_b +
                              R"(","repo":)" + head_repository + "}}}";
    return read_event({"pull_request", event, "", "", ""})->from_fork;
  };
  CHECK_FALSE(from_fork(R"({"full_name":"octo/depot"})"));
  CHECK(from_fork(R"({"full_name":"mallory/depot"})"));
  CHECK(from_fork("null"));
}

TEST_CASE("an event that does not say what it is about is an error") {
  struct Row {
    std::string name, event, message;
  };
  const Row rows[] = {
      {"pull_request", "", "the event is a pull_request, but GITHUB_EVENT_PATH names no file"},
      {"pull_request", "not JSON", "the file of GITHUB_EVENT_PATH is not a JSON object"},
      {"pull_request", "[1]", "the file of GITHUB_EVENT_PATH is not a JSON object"},
      {"pull_request", "{}",
       "the event is a pull_request, but the file of GITHUB_EVENT_PATH is not of one"},
      {"pull_request", R"({"pull_request":3})",
       "the event of GITHUB_EVENT_PATH has no commit id at /pull_request/base/sha"},
      {"pull_request", R"({"pull_request":{"base":{"sha":"--upload-pack=x"}}})",
       "the event of GITHUB_EVENT_PATH has no commit id at /pull_request/base/sha"},
      {"merge_group", R"({"merge_group":{"base_sha":")" + id_a + R"("}})",
       "the event of GITHUB_EVENT_PATH has no commit id at /merge_group/head_sha"},
      {"push", "{}", "the event of GITHUB_EVENT_PATH has no commit id at /before"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.event);
    CHECK(error_of([&] {
            read_event({row.name, row.event, "", "", ""});
          }) == row.message + "\nName the base with --base");
  }
}

TEST_CASE("without the event's file the base branch is enough") {
  CHECK_FALSE(read_event({"pull_request", "", "main", "", ""}).has_value());
}

TEST_CASE("the environment is that of the process") {
  const TempFolder folder;
  folder.write("event.json", "{}");
  const std::string path = folder.path() + "/event.json";
  const ScopedVariable name("GITHUB_EVENT_NAME", "push");
  const ScopedVariable base("GITHUB_BASE_REF", "main");
  const ScopedVariable from("PRE_COMMIT_FROM_REF", "a");
  const ScopedVariable to("PRE_COMMIT_TO_REF", nullptr);
  const ScopedVariable remote("PRE_COMMIT_REMOTE_NAME", "origin");
  {
    const ScopedVariable event("GITHUB_EVENT_PATH", path.c_str());
    const Environment environment = Environment::of_process();
    CHECK(environment.event_name == "push");
    CHECK(environment.event == "{}");
    CHECK(environment.base_ref == "main");
    CHECK(environment.from_ref == "a");
    CHECK(environment.to_ref.empty());
    CHECK(environment.remote == "origin");
  }
  const ScopedVariable event("GITHUB_EVENT_PATH", (path + "x").c_str());
  CHECK(error_of([] {
          Environment::of_process();
        }).starts_with("GITHUB_EVENT_PATH names \"" + path + "x\", which cannot be read\n"));
}
