#include "facts/table_sizes.h"

#include <doctest/doctest.h>

#include "core/error.h"

using namespace migcheck;

namespace {

SourceFilePtr file(const std::string& text) {
  return std::make_shared<const SourceFile>(SourceFile{"stats.json", text});
}

std::string error_of(const std::string& text) {
  try {
    parse_table_sizes(file(text));
  } catch (const Error& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
  return {};
}

}  // namespace

TEST_CASE("table sizes are read as they were exported") {
  const TableSizes sizes = parse_table_sizes(file(R"({
    "version": 1, "taken_at": "2024-03-04T10:20:30Z", "writes_since": null,
    "server_version": "15.18",
    "tables": [
      {"schema": "public", "table": "orders", "rows": 12, "bytes": 8192, "index_bytes": 0,
       "writes": 40},
      {"schema": "app", "table": "Parcels", "rows": null}
    ]})"));
  REQUIRE(sizes.size() == 2);
  CHECK(sizes.at("public.orders") == TableSize{12, 8192, 0, 40});
  CHECK(sizes.at("app.Parcels") == TableSize{});
  CHECK(parse_table_sizes(file(R"({"version": 1, "tables": []})")).empty());
}

TEST_CASE("what is wrong with a file of table sizes is said with its place") {
  const std::pair<const char*, const char*> cases[] = {
      {"{", "this is not JSON | check commas, quotes and brackets before this place"},
      {R"({"tables": []})", "'version' is missing at the top | add it"},
      {R"({"version": 2, "tables": []})",
       "version 2 of the file is not known at /version | write it anew with `migcheck stats` of "
       "this version"},
      {R"({"version": 1, "table": []})", "unknown key 'table' at /table | did you mean 'tables'?"},
      {R"({"version": 1, "tables": {}})", "expected a list at /tables | put it into [ ]"},
      {R"({"version": 1, "tables": [{"schema": "a"}]})",
       "'table' is missing at /tables/0 | add it"},
      {R"({"version": 1, "tables": [{"schema": "a", "table": "b", "rows": "12"}]})",
       "expected an integer at /tables/0/rows | write a number without quotes"},
      {R"({"version": 1, "tables": [{"schema": "a", "table": "b", "bytes": -1}]})",
       "the number is negative at /tables/0/bytes | write null where it is not known"},
      {R"({"version": 1, "tables": [{"schema": "a", "table": "b"}, {"schema": "a", "table": "b"}]})",
       "the table a.b stands there twice at /tables/1 | keep one of them"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(std::string(text));
    CHECK(error_of(text) == expected);
  }
}
