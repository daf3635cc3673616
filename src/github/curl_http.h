#pragma once

#include <chrono>

#include "github/http.h"

namespace migcheck {

// HTTP through libcurl. A request ends in a ConnectionError when it takes longer than `timeout`, or
// answers with more than 64 MB. Headers reach nobody but the host of the URL.
class CurlHttp : public Http {
 public:
  explicit CurlHttp(std::chrono::milliseconds timeout);
  CurlHttp(const CurlHttp&) = delete;
  CurlHttp& operator=(const CurlHttp&) = delete;
  ~CurlHttp() override;

  HttpResponse send(const HttpRequest& request) override;

 private:
  void* handle_;  // CURL*: one for all requests, so that the connection stays open
  std::chrono::milliseconds timeout_;
};

}  // namespace migcheck
