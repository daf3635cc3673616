#include "github/retry.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "core/text.h"

namespace migcheck {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Next = RetryDecision::Next;

constexpr seconds longest_wait{24 * 3600};

std::optional<std::int64_t> number_in(const HttpResponse& response, const char* header) {
  const auto found = response.headers.find(header);
  if (found == response.headers.end()) return std::nullopt;
  std::int64_t number = 0;
  const std::string& text = found->second;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// GitHub's own words, where the answer has some.
std::string message_of(const HttpResponse& response) {
  const nlohmann::json body = nlohmann::json::parse(response.body, nullptr, false);
  if (!body.is_object()) return "";
  const auto found = body.find("message");
  return found != body.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string reason_of(const HttpResponse& response) {
  const std::string message = message_of(response);
  const std::string status = std::to_string(response.status);
  return message.empty() ? "status " + status : status + " " + message;
}

bool is_rate_limit(const HttpResponse& response) {
  if (response.status == 429) return true;
  if (response.status != 403) return false;
  return response.headers.contains("retry-after") ||
         number_in(response, "x-ratelimit-remaining") == 0 ||
         to_lower(message_of(response)).find("rate limit") != std::string::npos;
}

milliseconds rate_limit_wait(const HttpResponse& response, std::int64_t now) {
  seconds wait{60};
  if (const auto after = number_in(response, "retry-after")) {
    wait = seconds(*after);
  } else if (number_in(response, "x-ratelimit-remaining") == 0) {
    const auto reset = number_in(response, "x-ratelimit-reset");
    if (reset) wait = seconds(std::clamp(*reset, now, now + longest_wait.count()) - now + 1);
  }
  return std::clamp<milliseconds>(wait, seconds(0), longest_wait);
}

// 1, 2, 4, … seconds, and up to half of that more.
milliseconds backoff(int number, double jitter) {
  const int base = 1000 << std::min(number - 1, 5);
  return milliseconds(base + static_cast<int>(base * jitter / 2));
}

RetryDecision retry(int number, milliseconds wait, bool may_have_arrived, std::string reason) {
  const Next next = number < most_tries ? Next::retry : Next::give_up;
  return {next, wait, may_have_arrived, std::move(reason)};
}

}  // namespace

RetryDecision decide(const HttpResponse& response, int number, std::int64_t now, double jitter) {
  const int status = response.status;
  if (200 <= status && status < 300) return {};
  if (is_rate_limit(response)) {
    return retry(number, rate_limit_wait(response, now), false, reason_of(response));
  }
  if (status >= 500 || status == 408) {
    return retry(number, backoff(number, jitter), true, reason_of(response));
  }
  return {Next::give_up, {}, false, reason_of(response)};
}

RetryDecision decide(const ConnectionError& error, int number, double jitter) {
  return retry(number, backoff(number, jitter), true, error.what());
}

}  // namespace migcheck
