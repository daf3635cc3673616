#include "github/client.h"

#include <fmt/format.h>

#include <utility>

#include "core/text.h"
#include "github/answers.h"
#include "github/link.h"
#include "report/visible.h"

namespace migcheck {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Next = RetryDecision::Next;

constexpr milliseconds patience = seconds(90);
constexpr milliseconds between_writes = seconds(1);
constexpr std::size_t most_pages = 100;
constexpr int most_redirects = 3;
constexpr std::size_t reason_columns = 200;

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 307 || status == 308;
}

std::string header_of(const HttpResponse& response, const char* name) {
  const auto found = response.headers.find(name);
  return found == response.headers.end() ? "" : found->second;
}

}  // namespace

Client::Client(Http& http, Clock& clock, Access access)
    : http_(http),
      clock_(clock),
      access_(std::move(access)),
      random_(static_cast<unsigned>(clock.steady().count())) {}

std::string Client::url_of(const std::string& path) const {
  return access_.api_url + "/repos/" + access_.repository + path;
}

// Answers are not ours: whatever they say, it is one short printable line, and not the token.
std::string Client::printable(const std::string& reason) const {
  return visible(replace_all(reason, access_.token, "***"), reason_columns);
}

HttpRequest Client::request(const std::string& method, const std::string& url,
                            const std::string& body) {
  HttpRequest request{
      method,
      url,
      {"Authorization: Bearer " + access_.token, "Accept: application/vnd.github+json",
       "X-GitHub-Api-Version: 2022-11-28", "User-Agent: migcheck/" MIGCHECK_VERSION},
      body};
  if (!body.empty()) request.headers.emplace_back("Content-Type: application/json");
  return request;
}

void Client::keep_distance(const HttpRequest& request) {
  if (request.method == "GET") return;
  if (last_write_) {
    const milliseconds since = clock_.steady() - *last_write_;
    if (since < between_writes) clock_.sleep(between_writes - since);
  }
  last_write_ = clock_.steady();
}

// Redirects are followed on the same host only: no other one gets the token.
HttpResponse Client::follow(HttpRequest request) {
  for (int redirects = 0;; ++redirects) {
    keep_distance(request);
    HttpResponse response = http_.send(request);
    if (!is_redirect(response.status)) return response;
    const std::string target = redirect_target(request.url, header_of(response, "location"));
    if (target.empty()) throw DeliveryFailure("a redirect to another host is not followed");
    if (redirects == most_redirects) throw DeliveryFailure("too many redirects");
    request.url = target;
  }
}

RetryDecision Client::try_once(const HttpRequest& request, int number, HttpResponse& response) {
  const double jitter = std::uniform_real_distribution<double>(0, 1)(random_);
  try {
    response = follow(request);
    const bool obeyed = 200 <= response.status && response.status < 300;
    const bool makes_something = request.method == "POST" || request.method == "PATCH";
    if (obeyed && makes_something && !has_id(response.body)) {
      throw ConnectionError("the answer is not one of GitHub's API");
    }
    return decide(response, number, clock_.unix_seconds(), jitter);
  } catch (const ConnectionError& error) {
    return decide(error, number, jitter);
  }
}

void Client::wait_or_fail(const RetryDecision& decision, milliseconds lost) {
  spent_ += lost;
  const bool patient = spent_ + decision.wait <= patience;
  if (decision.next == Next::retry && patient) {
    clock_.sleep(decision.wait);
    spent_ += decision.wait;
    return;
  }
  std::string reason = printable(decision.reason);
  if (decision.next == Next::retry) {
    reason += fmt::format(", and waiting {} s more would take too long",
                          std::chrono::ceil<seconds>(decision.wait).count());
    unreachable_ = reason;
  }
  throw DeliveryFailure(reason);
}

HttpResponse Client::send(const HttpRequest& request, const Arrived& arrived) {
  if (!unreachable_.empty()) throw DeliveryFailure(unreachable_);
  for (int number = 1;; ++number) {
    HttpResponse response;
    const milliseconds begin = clock_.steady();
    const RetryDecision decision = try_once(request, number, response);
    if (decision.next == Next::accept) return response;
    const bool is_gone = request.method == "DELETE" && response.status == 404;
    if (is_gone) return response;
    wait_or_fail(decision, clock_.steady() - begin);
    if (!decision.may_have_arrived || !arrived) continue;
    if (std::optional<std::string> body = arrived()) return {200, {}, std::move(*body)};
  }
}

std::string Client::get(const std::string& path) {
  return send(request("GET", url_of(path), ""), {}).body;
}

std::string Client::post(const std::string& path, const std::string& body, const Arrived& arrived) {
  return send(request("POST", url_of(path), body), arrived).body;
}

std::string Client::patch(const std::string& path, const std::string& body,
                          const Arrived& arrived) {
  return send(request("PATCH", url_of(path), body), arrived).body;
}

void Client::remove(const std::string& path) { send(request("DELETE", url_of(path), ""), {}); }

void Client::last_try(const std::string& method, const std::string& path, const std::string& body) {
  HttpResponse response;
  const RetryDecision decision =
      try_once(request(method, url_of(path), body), most_tries, response);
  if (decision.next != Next::accept) throw DeliveryFailure(printable(decision.reason));
}

std::vector<std::string> Client::pages(const std::string& path) {
  const char separator = path.find('?') == std::string::npos ? '?' : '&';
  std::string url = url_of(path) + separator + "per_page=100";
  std::vector<std::string> bodies;
  while (!url.empty()) {
    if (bodies.size() == most_pages) throw DeliveryFailure("a list has too many pages");
    const HttpResponse response = send(request("GET", url, ""), {});
    bodies.push_back(response.body);
    const std::string next = next_page(header_of(response, "link"));
    url = next.empty() ? "" : redirect_target(url, next);
    if (url.empty() && !next.empty()) throw DeliveryFailure("a list goes on at another host");
  }
  return bodies;
}

std::optional<std::string> Client::user() {
  HttpResponse response;
  const HttpRequest question = request("GET", access_.api_url + "/user", "");
  try {
    response = send(question, {});
  } catch (const DeliveryFailure&) {
    if (!unreachable_.empty()) throw;
    return std::nullopt;
  }
  return login_in(response.body);
}

}  // namespace migcheck
