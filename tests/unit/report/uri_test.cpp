#include "report/uri.h"

#include <doctest/doctest.h>

using namespace migcheck;

TEST_CASE("paths become relative references") {
  CHECK(uri_of("db/7_a-b.c~.sql") == "db/7_a-b.c~.sql");
  CHECK(uri_of("a b/#1%:?[x].sql") == "a%20b/%231%25%3A%3F%5Bx%5D.sql");
  CHECK(uri_of("javascript:alert(1)") == "javascript%3Aalert%281%29");
  CHECK(uri_of("é\xff") == "%C3%A9%FF");
  CHECK(uri_of("/tmp/x y.sql") == "file:///tmp/x%20y.sql");
}

TEST_CASE("only addresses of the web are links") {
  CHECK(is_web_uri("https://example.com/a_b?c=%20d&e#f"));
  CHECK_FALSE(is_web_uri("javascript:alert(1)"));
  CHECK_FALSE(is_web_uri("https://example.com/\"x"));
  CHECK_FALSE(is_web_uri("https://example.com/ x"));
  CHECK_FALSE(is_web_uri(""));
}
