#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "github/http.h"

namespace migcheck {

// What to do about one try of a request; decided by what came of it alone.
struct RetryDecision {
  enum class Next { accept, give_up, retry };

  Next next = Next::accept;
  std::chrono::milliseconds wait{0};  // before a retry
  bool may_have_arrived = false;      // GitHub may have obeyed the request all the same
  std::string reason;                 // why it was not accepted: "403 Bad credentials"
};

constexpr int most_tries = 5;  // of one request

// Decides after the answer to the try of that number (from 1). A rate limit is waited for as GitHub
// says: retry-after, else x-ratelimit-reset where nothing remains, else a minute. Errors of the
// server are tried again, later each time. Everything else is final.
// `now` is in seconds since 1970, `jitter` from 0 to 1 keeps clients from coming back together.
// Source: GitHub documentation, "Best practices for using the REST API".
RetryDecision decide(const HttpResponse& response, int number, std::int64_t now, double jitter);

// The same where there was no answer.
RetryDecision decide(const ConnectionError& error, int number, double jitter);

}  // namespace migcheck
