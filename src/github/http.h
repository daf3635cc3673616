#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace migcheck {

struct HttpRequest {
  std::string method;                // "GET", "POST", "PATCH", "DELETE"
  std::string url;                   // absolute
  std::vector<std::string> headers;  // "Name: value"
  std::string body;                  // empty: none
};

struct HttpResponse {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

// There was no answer, or not a whole one: whether the request was obeyed is not known.
class ConnectionError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The network, the one edge of this layer. Tests put their own in its place.
class Http {
 public:
  virtual ~Http() = default;

  // Sends one request and returns the answer, whatever its status is; redirects are not followed.
  // Throws a ConnectionError.
  virtual HttpResponse send(const HttpRequest& request) = 0;
};

}  // namespace migcheck
