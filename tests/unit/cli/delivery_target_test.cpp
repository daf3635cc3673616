#include "cli/delivery_target.h"

#include <doctest/doctest.h>

using namespace migcheck;

namespace {

RunnerVariables variables() {
  return {"token",
          "https://ghe.example.com/api/v3/",
          "https://ghe.example.com",
          "octo/depot",
          "42",
          std::string(40, 'c'),
          "someone",
          "pull_request"};
}

Event pull_request() {
  Event event;
  event.head = std::string(40, 'a');
  event.number = 7;
  return event;
}

}  // namespace

TEST_CASE("a check run belongs to the head of the pull request") {
  const DeliveryTarget target = delivery_target(variables(), pull_request());
  CHECK(target.head_sha == std::string(40, 'a'));
  CHECK(target.pull_request == 7);
  CHECK(target.api_url == "https://ghe.example.com/api/v3");
  CHECK(target.details_url == "https://ghe.example.com/octo/depot/actions/runs/42");
  CHECK(target.read_only == "");
}

TEST_CASE("without an event it belongs to the commit of the run") {
  const DeliveryTarget target = delivery_target(variables(), std::nullopt);
  CHECK(target.head_sha == std::string(40, 'c'));
  CHECK(target.pull_request == 0);
}

TEST_CASE("it is known who gets a token that can only read") {
  Event fork = pull_request();
  fork.from_fork = true;
  RunnerVariables runner = variables();
  CHECK(delivery_target(runner, fork).read_only == "the pull request is from a fork");
  runner.event_name = "pull_request_target";
  CHECK(delivery_target(runner, fork).read_only == "");
  runner.actor = "dependabot[bot]";
  CHECK(delivery_target(runner, pull_request()).read_only == "Dependabot has started the workflow");
}

TEST_CASE("a link is plain, or there is none") {
  RunnerVariables runner = variables();
  runner.server_url = "https://evil.example/)[x](";
  CHECK(delivery_target(runner, std::nullopt).details_url == "");
  runner.server_url = "";
  CHECK(delivery_target(runner, std::nullopt).details_url == "");
  runner.api_url = "";
  CHECK(delivery_target(runner, std::nullopt).api_url == "https://api.github.com");
}
