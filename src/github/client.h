#pragma once

#include <functional>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "github/clock.h"
#include "github/http.h"
#include "github/retry.h"

namespace migcheck {

// Something could not be delivered; the reason is for people, printable and without the token.
class DeliveryFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Whom to talk to, and as whom.
struct Access {
  std::string api_url;     // "https://api.github.com", without a slash at the end
  std::string repository;  // "owner/name"
  std::string token;
};

// GitHub's REST API: one request after the other, a second between writes, with retries for at most
// ninety seconds in all. Everything throws a DeliveryFailure where that does not help.
// Source: GitHub documentation, "Best practices for using the REST API".
class Client {
 public:
  // Looks whether a write has arrived, when its answer has not: the answer's body, or nothing.
  using Arrived = std::function<std::optional<std::string>()>;

  Client(Http& http, Clock& clock, Access access);

  // All paths are below the repository's: "/check-runs". Each returns the answer's body.
  std::string get(const std::string& path);
  std::string post(const std::string& path, const std::string& body, const Arrived& arrived);
  std::string patch(const std::string& path, const std::string& body, const Arrived& arrived = {});
  void remove(const std::string& path);  // what is gone already is removed, too

  // A write of which there is one try, even when nothing else is tried any more.
  void last_try(const std::string& method, const std::string& path, const std::string& body);

  // The bodies of all pages of a list, a hundred items each.
  std::vector<std::string> pages(const std::string& path);

  // The name of the token's user; nothing for an App's token, which may not ask.
  std::optional<std::string> user();

 private:
  HttpRequest request(const std::string& method, const std::string& url, const std::string& body);
  HttpResponse send(const HttpRequest& request, const Arrived& arrived);
  HttpResponse follow(HttpRequest request);
  RetryDecision try_once(const HttpRequest& request, int number, HttpResponse& response);
  void keep_distance(const HttpRequest& request);
  void wait_or_fail(const RetryDecision& decision, std::chrono::milliseconds lost);
  std::string url_of(const std::string& path) const;
  std::string printable(const std::string& reason) const;

  Http& http_;
  Clock& clock_;
  Access access_;
  std::chrono::milliseconds spent_{0};  // on failures, and on waiting after them
  std::optional<std::chrono::milliseconds> last_write_;
  std::string unreachable_;  // why nothing is tried any more
  std::minstd_rand random_;
};

}  // namespace migcheck
