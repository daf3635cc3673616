#include "github/curl_http.h"

#include <curl/curl.h>

#include <memory>
#include <string_view>

#include "core/error.h"
#include "core/text.h"

namespace migcheck {

namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20U;

using HeaderList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

HeaderList header_list(const std::vector<std::string>& headers) {
  HeaderList list(nullptr, curl_slist_free_all);
  for (const std::string& header : headers) {
    curl_slist* longer = curl_slist_append(list.get(), header.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(longer);
  }
  return list;
}

// Callbacks of libcurl: anything else than `count` as the result ends the request.
std::size_t take_body(char* data, std::size_t, std::size_t count, void* response) {
  std::string& body = static_cast<HttpResponse*>(response)->body;
  if (body.size() + count > most_bytes) return 0;
  body.append(data, count);
  return count;
}

std::size_t take_header(char* data, std::size_t, std::size_t count, void* response) {
  auto& headers = static_cast<HttpResponse*>(response)->headers;
  const std::string_view line(data, count);
  if (line.starts_with("HTTP/")) headers.clear();  // the answer after a 100 Continue or a proxy's
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    headers[to_lower(line.substr(0, colon))] = trim(line.substr(colon + 1));
  }
  return count;
}

}  // namespace

CurlHttp::CurlHttp(std::chrono::milliseconds timeout) : handle_(nullptr), timeout_(timeout) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  handle_ = curl_easy_init();
  if (handle_ == nullptr) throw Error("libcurl could not be started");
}

CurlHttp::~CurlHttp() { curl_easy_cleanup(handle_); }

HttpResponse CurlHttp::send(const HttpRequest& request) {
  HttpResponse response;
  std::vector<std::string> headers = request.headers;
  headers.emplace_back("Expect:");  // libcurl would wait for a 100 Continue
  const HeaderList list = header_list(headers);
  curl_easy_reset(handle_);
  curl_easy_setopt(handle_, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, list.get());
  if (!request.body.empty()) {
    curl_easy_setopt(handle_, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(handle_, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
  }
  curl_easy_setopt(handle_, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  // On a connection that was used before, libcurl repeats by itself what was not answered.
  curl_easy_setopt(handle_, CURLOPT_FRESH_CONNECT, request.method == "GET" ? 0L : 1L);
  curl_easy_setopt(handle_, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle_, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout_.count()));
  curl_easy_setopt(handle_, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(handle_, CURLOPT_WRITEDATA, &response);
  curl_easy_setopt(handle_, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(handle_, CURLOPT_HEADERDATA, &response);
  const CURLcode code = curl_easy_perform(handle_);
  if (code != CURLE_OK) throw ConnectionError(curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
  response.status = static_cast<int>(status);
  return response;
}

}  // namespace migcheck
