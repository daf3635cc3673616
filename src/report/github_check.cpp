#include "report/github_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "report/findings.h"
#include "report/format.h"
#include "report/json_text.h"
#include "report/lines.h"
#include "report/markdown_text.h"
#include "report/summary.h"
#include "report/visible.h"

namespace migcheck {

namespace {

using Findings = std::span<const Finding* const>;

constexpr std::size_t title_bytes = 255;
constexpr std::size_t message_bytes = 60000;  // GitHub takes 64 KB
constexpr std::size_t summary_bytes = 65000;  // 65,535 characters

const char* annotation_level(Severity severity) {
  return severity == Severity::error     ? "failure"
         : severity == Severity::warning ? "warning"
                                         : "notice";
}

// What is shown on demand: the statement, and what to write instead.
std::string raw_details(const Finding& finding) {
  std::string text = generated_sql(finding).empty() ? "" : join(visible_lines(finding.sql), "\n");
  if (finding.suggestion) {
    if (!text.empty()) text += "\n\n";
    text += fmt::format("Suggestion for lines {} to {} ({}):\n", finding.suggestion->start_line,
                        finding.suggestion->end_line,
                        finding.suggestion->verified ? "tried" : "not tried");
    text += join(visible_lines(finding.suggestion->replacement), "\n");
  }
  return std::string(cut(text, message_bytes));
}

// What is about no file is shown where the runner shows such annotations.
// Source: actions/runner, src/Runner.Worker/ExecutionContext.cs.
std::string annotated_path(const Finding& finding) {
  return finding.file->path.empty() ? ".github" : finding.file->path;
}

Json annotation(const Finding& finding, LineCache& cache) {
  const Region place = region(finding, cache);
  Json json = {{"path", annotated_path(finding)},
               {"start_line", place.start.line},
               {"end_line", std::max(place.start.line, place.end.line)}};
  if (place.start.line == place.end.line) {  // GitHub takes columns on one line only; inclusive
    json["start_column"] = place.start.column;
    json["end_column"] = std::max(place.start.column, place.end.column - 1);
  }
  const std::string link = finding.url.empty() ? "" : "\n" + visible(finding.url);
  json["annotation_level"] = annotation_level(finding.severity);
  json["message"] = cut(full_message(finding) + link, message_bytes);
  json["title"] = cut("migcheck: " + visible(finding.policy), title_bytes);
  if (const std::string details = raw_details(finding); !details.empty()) {
    json["raw_details"] = details;
  }
  return json;
}

Json annotations(Findings findings) {
  LineCache cache;
  Json list = Json::array();
  for (const Finding* finding : findings) list.push_back(annotation(*finding, cache));
  return list;
}

std::string title(const Report& report) {
  return std::string(cut(count_findings(report.summary), title_bytes));
}

std::string summary(const Report& report, std::size_t annotated) {
  std::string text = markdown_inline(describe_scope(report)) + "\n";
  for (const std::string& note : report.notes) text += "\n> " + markdown_lines(note, " ") + "\n";
  if (report.roundtrip) {
    text += fmt::format("\nRoundtrip on PostgreSQL {}: {}\n",
                        markdown_inline(report.roundtrip->pg_version),
                        markdown_inline(count_rehearsed(*report.roundtrip)));
  }
  const std::size_t all = shown_findings(report.findings).size();
  if (annotated < all) {
    text += fmt::format(
        "\n{} of {} annotated here, errors first. The others are in the review, in the step "
        "summary "
        "or in the log, and all of them in the JSON report.\n",
        annotated, counted(all, "finding") + (annotated == 1 ? " is" : " are"));
  }
  return std::string(cut(text, summary_bytes));
}

Json output(const Report& report, std::size_t annotated) {
  return {{"title", title(report)}, {"summary", summary(report, annotated)}};
}

// Bytes that are not UTF-8 become U+FFFD.
std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void add(Json& body, const char* key, const std::string& value) {
  if (!value.empty()) body[key] = value;
}

std::vector<Json> bodies_of(const Report& report, Findings findings, const CheckRunFrame& frame) {
  findings =
      findings.first(std::min(findings.size(), annotations_per_request * annotation_requests));
  const std::size_t annotated = findings.size();
  std::vector<Json> bodies;
  do {
    Json& body = bodies.emplace_back(Json::object());
    if (bodies.size() == 1) {
      body["name"] = check_run_name;
      add(body, "head_sha", frame.head_sha);
      add(body, "details_url", frame.details_url);
      add(body, "external_id", frame.external_id);
    }
    const std::size_t count = std::min(findings.size(), annotations_per_request);
    const bool last = count == findings.size();
    body["status"] = last ? "completed" : "in_progress";
    if (last) body["conclusion"] = conclusion_of(report);
    body["output"] = output(report, annotated);
    body["output"]["annotations"] = annotations(findings.first(count));
    findings = findings.subspan(count);
  } while (!findings.empty());
  return bodies;
}

}  // namespace

const char* conclusion_of(const Report& report) {
  const std::vector<const Finding*> findings = shown_findings(report.findings);
  if (findings.empty()) return "success";
  const bool failed =
      report.fail_on && std::any_of(findings.begin(), findings.end(), [&](const Finding* finding) {
        return finding->severity >= *report.fail_on;
      });
  return failed ? "failure" : "neutral";
}

std::vector<std::string> check_run_bodies(const Report& report, Findings findings,
                                          const CheckRunFrame& frame) {
  std::vector<std::string> bodies;
  for (const Json& body : bodies_of(report, findings, frame)) bodies.push_back(text_of(body));
  return bodies;
}

std::string check_run_closing_body(const Report& report, std::size_t annotated,
                                   std::size_t wanted) {
  Json closed = output(report, annotated);
  closed["title"] = title(report);
  closed["summary"] = fmt::format("{} of {} annotations could be delivered: see the log.\n\n{}",
                                  annotated, wanted, summary(report, annotated));
  return text_of(
      {{"status", "completed"}, {"conclusion", conclusion_of(report)}, {"output", closed}});
}

std::string render_github_check(const Report& report) {
  const std::vector<const Finding*> findings = most_severe_first(report.findings);
  Json list = Json::array();
  for (Json& body : bodies_of(report, findings, {})) list.push_back(std::move(body));
  return json_text(list) + "\n";
}

}  // namespace migcheck
