#include "github/client.h"

#include <doctest/doctest.h>

#include <deque>
#include <functional>

#include "support/fake_http.h"

using namespace migcheck;
using namespace migcheck::test;
using std::chrono::seconds;

namespace {

const Access access_of_octo{"https://api.example.com", "octo/depot", "ghs_secret"};

std::string failure_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const DeliveryFailure& failure) {
    return failure.what();
  }
  return "none";
}

const std::string made = "{\"id\":1}";
const std::string secret_answer = R"({"message": "no ghs_secret ##[error]\u001b[31m here"})";

}  // namespace

TEST_CASE("requests have GitHub's headers, and the token in no other place") {
  FakeHttp http;
  FakeClock clock;
  Client client(http, clock, access_of_octo);
  http.answers = {{200, {}, made}};
  CHECK(client.post("/check-runs", "{\"a\":1}", {}) == made);
  const HttpRequest& request = http.requests.at(0);
  CHECK(request.method == "POST");
  CHECK(request.url == "https://api.example.com/repos/octo/depot/check-runs");
  CHECK(request.body == "{\"a\":1}");
  CHECK(request.headers == std::vector<std::string>{"Authorization: Bearer ghs_secret",
                                                    "Accept: application/vnd.github+json",
                                                    "X-GitHub-Api-Version: 2022-11-28",
                                                    "User-Agent: migcheck/" MIGCHECK_VERSION,
                                                    "Content-Type: application/json"});
}

TEST_CASE("writes are a second apart, reads are not") {
  FakeHttp http;
  FakeClock clock;
  Client client(http, clock, access_of_octo);
  http.answers = std::deque<HttpResponse>(5, HttpResponse{200, {}, made});
  client.get("/x");
  client.get("/x");
  CHECK(clock.slept == std::chrono::milliseconds(0));
  client.patch("/x", "{}");
  client.remove("/x");
  client.get("/x");
  CHECK(clock.slept == seconds(1));
}

TEST_CASE("at most ninety seconds are lost, over all requests") {
  FakeHttp http;
  FakeClock clock;
  Client client(http, clock, access_of_octo);
  http.answers = {{429, {{"retry-after", "50"}}, ""},
                  {200, {}, "{}"},
                  {429, {{"retry-after", "39"}}, ""},
                  {200, {}, "{}"},
                  {429, {{"retry-after", "2"}}, R"({"message": "slow down"})"}};
  client.get("/a");
  client.get("/b");
  CHECK(clock.slept == seconds(89));
  CHECK(failure_of([&] { client.get("/c"); }) ==
        "429 slow down, and waiting 2 s more would take too long");
  // From now on nothing is sent.
  CHECK(failure_of([&] { client.get("/d"); }) ==
        "429 slow down, and waiting 2 s more would take too long");
  CHECK(http.requests.size() == 5);
  // But for the last try that ends what was begun.
  http.answers = {{200, {}, made}};
  client.last_try("PATCH", "/check-runs/1", "{}");
  CHECK(http.requests.size() == 6);
}

TEST_CASE("a write whose answer is lost is looked for before it is repeated") {
  FakeHttp http;
  FakeClock clock;
  Client client(http, clock, access_of_octo);
  http.answers = {broken, {200, {}, "[]"}};
  int looks = 0;
  const auto body = client.post("/x", "{}", [&]() -> std::optional<std::string> {
    ++looks;
    client.get("/list");
    return "found";
  });
  CHECK(body == "found");
  CHECK(looks == 1);
  CHECK(http.requests.size() == 2);

  http.answers = {{502, {}, ""}, {201, {}, made}};
  CHECK(client.post("/x", "{}", [] { return std::nullopt; }) == made);
  // A limit means that nothing has arrived.
  http.answers = {{429, {{"retry-after", "1"}}, ""}, {201, {}, made}};
  CHECK(client.post("/x", "{}", []() -> std::optional<std::string> {
    FAIL("nobody has to look");
    return std::nullopt;
  }) == made);
}

TEST_CASE("a page that is not GitHub's is no answer to a write") {
  for (const char* page : {"<html>", "{}", "[]", R"({"id":"x"})"}) {
    FakeHttp http;
    FakeClock clock;
    Client client(http, clock, access_of_octo);
    http.answers = {{200, {}, page}, {200, {}, made}};
    CHECK(client.patch("/x", "{}") == made);
    CHECK(http.requests.size() == 2);
    http.answers = std::deque<HttpResponse>(9, HttpResponse{200, {}, page});
    CHECK(failure_of([&] { client.post("/x", "{}", {}); }) ==
          "the answer is not one of GitHub's API");
  }
}

TEST_CASE("reasons are printable, short and without the token") {
  FakeHttp http;
  FakeClock clock;
  Client client(http, clock, access_of_octo);
  http.answers = {{403, {}, secret_answer}};
  CHECK(failure_of([&] { client.get("/x"); }) == "403 no *** \\x23#[error]\\x1b[31m here");
  http.answers = {{404, {}, "{\"message\": \"" + std::string(9999, 'x') + "\"}"}};
  CHECK(failure_of([&] { client.get("/x"); }).size() < 220);
}

TEST_CASE("redirects are followed on the same host only, with the same method and body") {
  FakeHttp http;
  FakeClock clock;
  Client client(http, clock, access_of_octo);
  http.answers = {{307, {{"location", "https://api.example.com/repositories/7/x"}}, ""},
                  {201, {}, made}};
  CHECK(client.post("/x", "{}", {}) == made);
  CHECK(http.requests.at(1).method == "POST");
  CHECK(http.requests.at(1).url == "https://api.example.com/repositories/7/x");
  CHECK(http.requests.at(1).body == "{}");
  http.answers = {{302, {{"location", "https://evil.example/x"}}, ""}};
  CHECK(failure_of([&] { client.get("/x"); }) == "a redirect to another host is not followed");
  CHECK(http.requests.size() == 3);
  http.answers = std::deque<HttpResponse>(9, HttpResponse{301, {{"location", "/x"}}, ""});
  CHECK(failure_of([&] { client.get("/x"); }) == "too many redirects");
}

TEST_CASE("pages are read to the last, and not on another host") {
  FakeHttp http;
  FakeClock clock;
  Client client(http, clock, access_of_octo);
  const auto link = [](const std::string& url) {
    return std::map<std::string, std::string>{{"link", "<" + url + ">; rel=\"next\""}};
  };
  http.answers = {{200, link("https://api.example.com/next?page=2"), "one"}, {200, {}, "two"}};
  CHECK(client.pages("/list?a=b") == std::vector<std::string>{"one", "two"});
  CHECK(http.requests.at(0).url ==
        "https://api.example.com/repos/octo/depot/list?a=b&per_page=100");
  CHECK(http.requests.at(1).url == "https://api.example.com/next?page=2");
  http.answers = {{200, link("https://evil.example/"), "one"}};
  CHECK(failure_of([&] { client.pages("/list"); }) == "a list goes on at another host");
  http.answers =
      std::deque<HttpResponse>(200, HttpResponse{200, link("https://api.example.com/x"), ""});
  CHECK(failure_of([&] { client.pages("/list"); }) == "a list has too many pages");
}

TEST_CASE("what is gone already counts as removed") {
  FakeHttp http;
  FakeClock clock;
  Client client(http, clock, access_of_octo);
  http.answers = {{404, {}, ""}};
  client.remove("/pulls/comments/1");
  http.answers = {{403, {}, ""}};
  CHECK(failure_of([&] { client.remove("/pulls/comments/1"); }) == "status 403");
}
