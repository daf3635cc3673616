#include "github/deliver.h"

#include <doctest/doctest.h>

#include "support/fake_http.h"
#include "support/sample_report.h"

using namespace migcheck;
using namespace migcheck::test;

namespace {

DeliveryTarget good_target() {
  DeliveryTarget target;
  target.token = "ghs_x";
  target.api_url = "https://api.github.com";
  target.repository = "octo/depot";
  target.head_sha = std::string(40, 'a');
  target.pull_request = 7;
  return target;
}

}  // namespace

TEST_CASE("what stands in a surface's way is known before anything is sent") {
  struct Row {
    const char* what;
    void (*change)(DeliveryTarget&);
    const char* reason;
    bool is_failure;
  };
  const Row rows[] = {
      {"nothing", [](DeliveryTarget&) {}, "", false},
      {"no token", [](DeliveryTarget& t) { t.token.clear(); },
       "the environment has no GITHUB_TOKEN", true},
      {"a token of two lines", [](DeliveryTarget& t) { t.token = "a\r\nb"; },
       "GITHUB_TOKEN is not a token", true},
      {"no TLS", [](DeliveryTarget& t) { t.api_url = "http://api.github.com"; },
       "GITHUB_API_URL is not a URL that begins with https://", true},
      {"no repository", [](DeliveryTarget& t) { t.repository.clear(); },
       "GITHUB_REPOSITORY is not an owner/name", true},
      {"a path", [](DeliveryTarget& t) { t.repository = "a/b/../c"; },
       "GITHUB_REPOSITORY is not an owner/name", true},
      {"no commit", [](DeliveryTarget& t) { t.head_sha = "main"; },
       "neither the event nor GITHUB_SHA names a commit", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    DeliveryTarget target = good_target();
    row.change(target);
    for (const Surface surface : {Surface::check, Surface::review, Surface::comment}) {
      CHECK(obstacle_to(surface, target).reason == row.reason);
      CHECK(obstacle_to(surface, target).is_failure == row.is_failure);
    }
    CHECK(obstacle_to(Surface::summary, target).reason.empty());
  }
  DeliveryTarget push = good_target();
  push.pull_request = 0;
  CHECK(obstacle_to(Surface::check, push).reason.empty());
  CHECK(obstacle_to(Surface::comment, push).reason == "the event is about no pull request");
  CHECK_FALSE(obstacle_to(Surface::review, push).is_failure);
}

TEST_CASE("without a network everything is undelivered, and time is not wasted") {
  FakeHttp http;
  FakeClock clock;
  const Report report = sample_report();
  const Delivered delivered = deliver(report, {Surface::check, Surface::review, Surface::comment},
                                      good_target(), http, clock);
  CHECK(delivered.failed);
  CHECK(delivered.annotated.empty());
  CHECK(delivered.commented.empty());
  CHECK(delivered.messages.size() == 3);
  CHECK(clock.slept <= std::chrono::seconds(100));
}

TEST_CASE("only what was chosen is asked for") {
  FakeHttp http;
  FakeClock clock;
  const Report report = clean_report();
  const Delivered delivered = deliver(report, {Surface::summary}, good_target(), http, clock);
  CHECK(http.requests.empty());
  CHECK_FALSE(delivered.failed);
}
