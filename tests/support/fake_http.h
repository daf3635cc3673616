#pragma once

#include <deque>
#include <vector>

#include "github/clock.h"
#include "github/http.h"

namespace migcheck::test {

// What stands for a connection that breaks.
inline const HttpResponse broken = {};

// A network that answers what it was told to, in order.
class FakeHttp : public Http {
 public:
  HttpResponse send(const HttpRequest& request) override {
    requests.push_back(request);
    if (answers.empty()) throw ConnectionError("there is no answer left");
    const HttpResponse answer = answers.front();
    answers.pop_front();
    if (answer.status == broken.status) throw ConnectionError("the connection was closed");
    return answer;
  }

  std::deque<HttpResponse> answers;
  std::vector<HttpRequest> requests;
};

// Time that passes only while somebody sleeps.
class FakeClock : public Clock {
 public:
  std::chrono::milliseconds steady() override { return slept; }
  std::int64_t unix_seconds() override { return 1'700'000'000 + slept.count() / 1000; }
  void sleep(std::chrono::milliseconds time) override { slept += time; }

  std::chrono::milliseconds slept{0};
};

}  // namespace migcheck::test
