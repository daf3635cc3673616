#include "github/retry.h"

#include <doctest/doctest.h>

#include <string>

using namespace migcheck;

namespace {

using Next = RetryDecision::Next;
using Headers = std::map<std::string, std::string>;

constexpr std::int64_t now = 1'700'000'000;

// "retry 2000", "give up", "accept"; with "?" where the request may have arrived.
std::string text_of(const RetryDecision& decision) {
  if (decision.next == Next::accept) return "accept";
  if (decision.next == Next::give_up) return "give up";
  return "retry " + std::to_string(decision.wait.count()) + (decision.may_have_arrived ? "?" : "");
}

HttpResponse answer(int status, Headers headers = {}, const std::string& message = "") {
  return {status, std::move(headers), message.empty() ? "" : "{\"message\": \"" + message + "\"}"};
}

}  // namespace

TEST_CASE("what to do is decided by the answer") {
  struct Row {
    HttpResponse response;
    int number;
    std::string expected;
  };
  const std::string secondary = "You have exceeded a secondary rate limit";
  const Row rows[] = {
      {answer(200), 1, "accept"},
      {answer(204), 1, "accept"},
      {answer(401, {}, "Bad credentials"), 1, "give up"},
      {answer(403, {}, "Resource not accessible by integration"), 1, "give up"},
      {answer(404), 1, "give up"},
      {answer(422), 1, "give up"},
      {answer(304), 1, "give up"},
      {answer(429, {{"retry-after", "7"}}), 1, "retry 7000"},
      {answer(403, {{"retry-after", "7"}}), 1, "retry 7000"},
      {answer(429, {{"retry-after", "soon"}}), 1, "retry 60000"},
      {answer(429, {{"retry-after", "-5"}}), 1, "retry 0"},
      {answer(429, {{"retry-after", "99999999999999"}}), 1, "retry 86400000"},
      {answer(403, {}, secondary), 1, "retry 60000"},
      {answer(403,
              {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", std::to_string(now + 12)}}),
       1, "retry 13000"},
      {answer(403, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "5"}}), 1, "retry 1000"},
      {answer(403,
              {{"x-ratelimit-remaining", "1"}, {"x-ratelimit-reset", std::to_string(now + 12)}}),
       1, "give up"},
      {answer(403, {{"x-ratelimit-remaining", "0"}, {"retry-after", "3"}}), 1, "retry 3000"},
      {answer(500), 1, "retry 1000?"},
      {answer(502), 2, "retry 2000?"},
      {answer(503), 4, "retry 8000?"},
      {answer(500), most_tries, "give up"},
      {answer(429), most_tries, "give up"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.response.status);
    CAPTURE(row.response.body);
    CHECK(text_of(decide(row.response, row.number, now, 0)) == row.expected);
  }
}

TEST_CASE("without an answer the request may have arrived, and jitter spreads the next one") {
  const ConnectionError error("the connection was closed");
  CHECK(text_of(decide(error, 1, 0)) == "retry 1000?");
  CHECK(text_of(decide(error, 1, 1)) == "retry 1500?");
  CHECK(text_of(decide(error, 3, 0.5)) == "retry 5000?");
  CHECK(text_of(decide(error, most_tries, 0)) == "give up");
  CHECK(decide(error, 1, 0).reason == "the connection was closed");
}

TEST_CASE("the reason is GitHub's own word") {
  CHECK(decide(answer(403, {}, "Forbidden"), 1, now, 0).reason == "403 Forbidden");
  CHECK(decide(answer(404), 1, now, 0).reason == "status 404");
  CHECK(decide({500, {}, "<html>"}, 1, now, 0).reason == "status 500");
}
