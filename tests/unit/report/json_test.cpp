#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "report/format.h"
#include "support/sample_report.h"

using namespace migcheck;
using Json = nlohmann::ordered_json;

namespace {

using Names = std::vector<std::string>;

Names keys(const Json& object) {
  Names names;
  for (const auto& item : object.items()) names.push_back(item.key());
  return names;
}

const Names lock_keys = {"relation", "mode", "blocks", "rewrite", "scan", "index_rebuild"};

}  // namespace

TEST_CASE("the JSON report has every field of the contract, whatever is known") {
  const Json json = Json::parse(render_json(test::sample_report()));
  CHECK(keys(json) ==
        Names{"version", "tool", "target", "summary", "heads", "findings", "roundtrip"});
  CHECK(keys(json["tool"]) == Names{"name", "version"});
  CHECK(keys(json["target"]) == Names{"pg_version", "dialect", "base", "head", "merge_result"});
  CHECK(keys(json["summary"]) == Names{"revisions_checked", "revisions_loaded", "statements",
                                       "opaque_statements", "unknown_statements", "errors",
                                       "warnings", "notices", "suppressed", "baselined",
                                       "superseded"});
  CHECK(json["findings"].size() == 10);
  for (const Json& finding : json["findings"]) {
    CHECK(keys(finding) == Names{"policy", "severity", "subject", "message", "help", "url", "path",
                                 "start_line", "end_line", "start_column", "end_column", "revision",
                                 "direction", "sql", "observed", "locks", "fingerprint",
                                 "suppressed", "suggestion"});
    for (const Json& lock : finding["locks"]) CHECK(keys(lock) == lock_keys);
    const Json& suggestion = finding["suggestion"];
    if (!suggestion.is_null()) {
      CHECK(keys(suggestion) == Names{"start_line", "end_line", "replacement", "verified"});
    }
  }
  CHECK(keys(json["roundtrip"]) == Names{"engine", "pg_version", "revisions", "total_ms"});
  for (const Json& revision : json["roundtrip"]["revisions"]) {
    CHECK(keys(revision) == Names{"revision", "upgrade_ms", "downgrade_ms", "reupgrade_ms",
                                  "status", "schema_diff", "rows_lost", "values_changed", "locks",
                                  "statements"});
    for (const Json& lock : revision["locks"]) CHECK(keys(lock) == lock_keys);
    for (const Json& statement : revision["statements"]) {
      CHECK(keys(statement) == Names{"line", "sql", "locks"});
      CHECK_FALSE(statement["locks"].empty());
    }
  }
}

TEST_CASE("what is absent is null, and empty lists are lists") {
  const Json json = Json::parse(render_json(test::clean_report()));
  CHECK(json["target"]["base"].is_null());
  CHECK(json["roundtrip"].is_null());
  CHECK(json["findings"] == Json::array());
  CHECK(json["summary"]["errors"] == 0);
  CHECK_FALSE(json.contains("statements"));
}

TEST_CASE("explained statements appear with --explain-locks only") {
  const Json json = Json::parse(render_json(test::example_report()));
  REQUIRE(json["statements"].size() == 1);
  CHECK(keys(json["statements"][0]) ==
        Names{"sql", "observed", "path", "start_line", "locks", "locks_complete", "rewrite", "scan",
              "fails_in_transaction", "fails_on_rows", "lock_timeout_ms", "statement_timeout_ms"});
  CHECK(json["statements"][0]["scan"] == Json{"public.users"});
  CHECK(json["statements"][0]["rewrite"] == "no");
}

TEST_CASE("columns count characters, and bytes that are not UTF-8 are replaced") {
  const Json json = Json::parse(render_json(test::sample_report()));
  const Json& titles = json["findings"][1];
  CHECK(titles["start_line"] == 2);
  CHECK(titles["start_column"] == 2);
  CHECK(titles["end_column"] == 36);
  const Json& beyond_the_bmp = json["findings"][2];
  CHECK(beyond_the_bmp["start_line"] == 5);
  CHECK(beyond_the_bmp["start_column"] == 18);
  CHECK(beyond_the_bmp["end_column"] == 32);

  Report report = test::clean_report();
  report.heads = {"\xff"};
  CHECK(Json::parse(render_json(report))["heads"][0] == "\xEF\xBF\xBD");
}
