#include "github/link.h"

#include <doctest/doctest.h>

using namespace migcheck;

TEST_CASE("the next page is that with rel=next") {
  CHECK(next_page("") == "");
  CHECK(next_page("<https://a/x?page=1>; rel=\"prev\", <https://a/x?page=3>; rel=\"next\"") ==
        "https://a/x?page=3");
  CHECK(next_page("<https://a/x?page=1>; rel=\"first\"") == "");
  CHECK(next_page("no link, rel=\"next\"") == "");
}

TEST_CASE("redirects stay on the same scheme, host and port") {
  const auto target = [](const char* location) {
    return redirect_target("https://api.github.com/repos/a/b?x=1", location);
  };
  CHECK(target("https://api.github.com/repositories/7") == "https://api.github.com/repositories/7");
  CHECK(target("/repositories/7") == "https://api.github.com/repositories/7");
  for (const char* location :
       {"", "//evil.example/x", "http://api.github.com/x", "https://api.github.com:444/x",
        "https://api.github.com.evil.example/x", "https://api.github.com@evil.example/x",
        "https://evil.example/api.github.com", "repositories/7", "/x\r\nHost: y",
        "https://api.github.com\\@evil.example/x"}) {
    CAPTURE(location);
    const bool stays = target(location).starts_with("https://api.github.com/") ||
                       target(location).starts_with("https://api.github.com\\");
    CHECK((target(location).empty() || stays));
  }
  CHECK(target("https://api.github.com@evil.example/x").empty());
  CHECK(target("//evil.example/x").empty());
}

TEST_CASE("a token is sent over TLS only, or not beyond this machine") {
  for (const char* url : {"https://api.github.com", "https://ghe.example.com/api/v3",
                          "http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:80/x"}) {
    CHECK_MESSAGE(is_safe_api_url(url), url);
  }
  for (const char* url : {"", "https://", "http://api.github.com", "http://127.0.0.1.evil.example",
                          "https://user@api.github.com", "http://localhost@evil.example",
                          "file:///etc/passwd", "ftp://localhost", "https://a b", "HTTPS://x\n"}) {
    CHECK_MESSAGE(!is_safe_api_url(url), url);
  }
}
