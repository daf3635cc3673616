#include <doctest/doctest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "report/findings.h"
#include "report/github_check.h"
#include "report/github_comment.h"
#include "report/github_review.h"
#include "support/sample_report.h"

using namespace migcheck;
using namespace migcheck::test;

namespace {

using Json = nlohmann::json;

Report report_of(std::size_t count, Severity severity = Severity::warning) {
  Report report;
  const auto file = std::make_shared<const SourceFile>(SourceFile{"db/a.sql", "SELECT 1;\n"});
  for (std::size_t i = 0; i < count; ++i) {
    Finding finding;
    finding.policy = "p";
    finding.severity = severity;
    finding.message = "m" + std::to_string(i) + ".";
    finding.file = file;
    finding.span = {0, 8};
    finding.fingerprint = std::to_string(i);
    report.findings.push_back(finding);
  }
  finish(report);
  return report;
}

std::vector<Json> check_bodies(const Report& report) {
  const auto findings = most_severe_first(report.findings);
  std::vector<Json> bodies;
  for (const std::string& body : check_run_bodies(report, findings, {"sha", "url", "id"})) {
    bodies.push_back(Json::parse(body));
  }
  return bodies;
}

}  // namespace

TEST_CASE("a check run takes fifty annotations at a time, and the last body completes it") {
  struct Row {
    std::size_t findings;
    std::vector<std::size_t> batches;
  };
  for (const Row& row : {Row{0, {0}}, Row{1, {1}}, Row{50, {50}}, Row{51, {50, 1}},
                         Row{100, {50, 50}}, Row{120, {50, 50, 20}}}) {
    CAPTURE(row.findings);
    const std::vector<Json> bodies = check_bodies(report_of(row.findings));
    REQUIRE(bodies.size() == row.batches.size());
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      const bool last = i + 1 == bodies.size();
      CHECK(bodies[i]["output"]["annotations"].size() == row.batches[i]);
      CHECK(bodies[i]["status"] == (last ? "completed" : "in_progress"));
      CHECK(bodies[i].contains("conclusion") == last);
      CHECK(bodies[i].contains("head_sha") == (i == 0));
    }
  }
}

TEST_CASE("a check run takes a thousand annotations, errors first, and says so") {
  Report report = report_of(1200);
  report.findings.back().severity = Severity::error;
  const std::vector<Json> bodies = check_bodies(report);
  CHECK(bodies.size() == 20);
  CHECK(bodies[0]["output"]["annotations"][0]["annotation_level"] == "failure");
  CHECK(bodies[19]["output"]["summary"].get<std::string>().find(
            "1000 of 1200 findings are annotated here") != std::string::npos);
}

TEST_CASE("the conclusion follows the report's threshold") {
  struct Row {
    std::size_t findings;
    Severity severity;
    std::optional<Severity> fail_on;
    std::string conclusion;
  };
  for (const Row& row : {Row{0, Severity::error, Severity::error, "success"},
                         Row{1, Severity::error, Severity::error, "failure"},
                         Row{1, Severity::warning, Severity::error, "neutral"},
                         Row{1, Severity::warning, Severity::warning, "failure"},
                         Row{1, Severity::error, std::nullopt, "neutral"}}) {
    Report report = report_of(row.findings, row.severity);
    report.fail_on = row.fail_on;
    CHECK(conclusion_of(report) == row.conclusion);
  }
}

TEST_CASE("columns stand on one line only, and include the last character") {
  Report report = report_of(1);
  const Json one = check_bodies(report)[0]["output"]["annotations"][0];
  CHECK(one["start_column"] == 1);
  CHECK(one["end_column"] == 8);
  report.findings[0].place = Region{{3, 5}, {4, 2}};
  const Json two = check_bodies(report)[0]["output"]["annotations"][0];
  CHECK(two["start_line"] == 3);
  CHECK(two["end_line"] == 4);
  CHECK_FALSE(two.contains("start_column"));
  CHECK_FALSE(two.contains("end_column"));
}

TEST_CASE("bytes that are not UTF-8 are in no body") {
  Report report = report_of(1);
  report.findings[0].message = report.findings[0].policy = "\xff\xc3";
  report.findings[0].file = std::make_shared<const SourceFile>(SourceFile{"\xff.sql", "x"});
  CHECK(check_bodies(report)[0]["output"]["annotations"][0]["path"] == "\xEF\xBF\xBD.sql");
  CHECK_NOTHROW(Json::parse(comment_body(sticky_comment(report, "").text)));
}

TEST_CASE("a fence is longer than any in the suggestion") {
  Finding finding = report_of(1).findings[0];
  CHECK_FALSE(review_comment(finding).has_value());
  for (const std::string& replacement :
       {std::string("a"), std::string("```"), std::string("x ````` y\n"), std::string()}) {
    CAPTURE(replacement);
    finding.suggestion = Suggestion{1, 1, replacement, true};
    const std::string body = review_comment(finding)->body;
    const std::size_t begin = body.find("`suggestion\n");
    REQUIRE(begin != std::string::npos);
    const std::size_t fence = begin - body.rfind('\n', begin);
    CHECK(replacement.find(std::string(fence, '`')) == std::string::npos);
    CHECK(body.find("\n" + std::string(fence, '`') + "\n", begin) != std::string::npos);
  }
  finding.suggestion = Suggestion{1, 1, "caf\xe9", true};
  CHECK_FALSE(review_comment(finding).has_value());
  finding.suggestion = Suggestion{1, 1, std::string(66000, 'x'), true};
  CHECK_FALSE(review_comment(finding).has_value());
}

TEST_CASE("a comment says less in steps until it fits") {
  for (const std::size_t count : {1u, 100u, 200u, 600u, 20000u}) {
    CAPTURE(count);
    Report report = report_of(count);
    for (Finding& finding : report.findings) finding.help = std::string(100, 'h');
    for (Finding& finding : report.findings) finding.sql = std::string(200, 's');
    const StickyComment comment = sticky_comment(report, "https://github.com/x");
    CHECK(comment.text.size() <= 65000);
    CHECK(comment.text.starts_with(std::string(comment_marker) + "\n## migcheck: "));
    CHECK((comment.text.find("sql: ") != std::string::npos) == (count <= 100));
    CHECK((comment.text.find("help: ") != std::string::npos) == (count <= 200));
    CHECK(comment.complete == (count <= 600));
    for (std::size_t i = 0; comment.complete && i < count; ++i) {
      CHECK(comment.text.find("m" + std::to_string(i) + ".") != std::string::npos);
    }
  }
}

TEST_CASE("a comment on many files counts what it leaves out") {
  Report report = report_of(5000);
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    report.findings[i].file = std::make_shared<const SourceFile>(
        SourceFile{"db/" + std::string(40, 'x') + std::to_string(i) + ".sql", ""});
  }
  const StickyComment comment = sticky_comment(report, "");
  CHECK(comment.text.size() <= 65000);
  CHECK_FALSE(comment.complete);
  CHECK(comment.text.find(" more findings\n") != std::string::npos);
}
