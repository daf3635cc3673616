#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/text.h"
#include "report/findings.h"
#include "report/format.h"
#include "report/json_text.h"
#include "report/markdown_text.h"
#include "report/summary.h"
#include "report/uri.h"
#include "report/visible.h"

namespace migcheck {

namespace {

// GitHub refuses a run with more, and cuts longer descriptions.
// Source: GitHub documentation, "SARIF support for code scanning".
constexpr std::size_t results_per_run = 25000;
constexpr std::size_t description_bytes = 1024;

const char* level(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::notice:
      return "note";
    case Severity::off:
      break;
  }
  return "none";
}

// GitHub's word for it, property problem.severity of a rule.
const char* problem_severity(Severity severity) {
  return severity == Severity::notice ? "recommendation" : level(severity);
}

// A plain text message: braces are doubled, since they would be placeholders (SARIF 2.1.0, section
// 3.11.5); what could be a link is taken for none if its brackets are escaped (3.11.6).
std::string escape_message(std::string text) {
  text = replace_all(replace_all(std::move(text), "{", "{{"), "}", "}}");
  if (text.find("](") == std::string::npos) return text;
  std::string escaped;
  for (const char c : text) {
    if (c == '\\' || c == '[' || c == ']') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

Json text(std::string content) { return JsonObject().with("text", std::move(content)); }

// "index-without-concurrently" as "IndexWithoutConcurrently", as SARIF wants names of rules.
std::string pascal_case(std::string_view id) {
  std::string name;
  bool begins = true;
  for (const char c : visible(id)) {
    const bool separator = c == '-' || c == '_' || c == ' ';
    if (!separator) name += begins && 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    begins = separator;
  }
  return name;
}

Json to_json(const PolicyText& policy) {
  JsonObject rule;
  rule.with("id", policy.id);
  const std::string name = pascal_case(policy.id);
  if (to_lower(name) != to_lower(policy.id)) rule.with("name", name);  // else it says nothing new
  rule.with("shortDescription", text(policy.title + "."))
      .with("fullDescription", text(std::string(cut(policy.why, description_bytes))))
      .with("help",
            JsonObject().with("text", policy.explanation).with("markdown", policy.markdown));
  if (is_web_uri(policy.url)) rule.with("helpUri", policy.url);
  rule.with("defaultConfiguration", JsonObject().with("level", level(policy.severity)))
      .with("properties", JsonObject()
                              .with("tags", Json::array({"database", "migration", policy.category}))
                              .with("precision", "high")
                              .with("problem.severity", problem_severity(policy.severity)));
  return rule;
}

// The rules of the results, and the index of each.
struct Rules {
  Json list = Json::array();
  std::map<std::string, std::size_t> index;
};

// A policy that the catalogue does not explain: GitHub wants descriptions all the same.
PolicyText explained_by(const Finding& finding) {
  const std::string message = full_message(finding);
  return {finding.policy,   visible(finding.policy),      "policy",
          finding.severity, one_line(finding.message),    finding.url,
          message,          markdown_lines(message, "\n")};
}

Rules rules_of(const Report& report, const std::vector<const Finding*>& findings) {
  std::map<std::string, PolicyText> texts;
  for (const Finding* finding : findings) {
    if (!texts.contains(finding->policy)) texts[finding->policy] = explained_by(*finding);
  }
  for (const PolicyText& policy : report.policies) {
    if (texts.contains(policy.id)) texts[policy.id] = policy;
  }
  Rules rules;
  for (const auto& [id, text] : texts) {
    rules.index[id] = rules.list.size();
    rules.list.push_back(to_json(text));
  }
  return rules;
}

Json to_json(const Region& region) {
  return JsonObject()
      .with("startLine", region.start.line)
      .with("startColumn", region.start.column)
      .with("endLine", region.end.line)
      .with("endColumn", region.end.column);
}

// GitHub takes what is relative to SRCROOT as relative to the repository.
Json artifact(const Finding& finding) {
  JsonObject location;
  location.with("uri", uri_of(finding.file->path));
  if (!finding.file->path.starts_with('/')) location.with("uriBaseId", "%SRCROOT%");
  return location;
}

// The lines that the suggestion replaces, without the last line's end.
Json to_json(const Suggestion& suggestion, const Finding& finding, const Lines& lines) {
  const std::size_t end =
      lines.offset(suggestion.end_line) + lines.line(suggestion.end_line).size();
  Region deleted = {{suggestion.start_line, 1}, {suggestion.end_line, 1}};
  deleted.end.column =
      region(lines, finding.file->text, {end, end}, ColumnUnit::utf16_unit).end.column;
  const Json replacement = JsonObject()
                               .with("deletedRegion", to_json(deleted))
                               .with("insertedContent", text(suggestion.replacement));
  const Json change = JsonObject()
                          .with("artifactLocation", artifact(finding))
                          .with("replacements", Json::array({replacement}));
  return JsonObject()
      .with("description",
            text(suggestion.verified ? "Tried: it survives the roundtrip." : "Not tried."))
      .with("artifactChanges", Json::array({change}));
}

Json to_json(const Finding& finding, const Rules& rules, LineCache& cache) {
  const Lines& lines = cache.of(*finding.file);
  const Region place = region(lines, finding.file->text, finding.span, ColumnUnit::utf16_unit);
  const Json physical =
      JsonObject().with("artifactLocation", artifact(finding)).with("region", to_json(place));
  JsonObject result;
  result.with("ruleId", finding.policy)
      .with("ruleIndex", rules.index.at(finding.policy))
      .with("level", level(finding.severity))
      .with("message", text(escape_message(full_message(finding))))
      .with("locations", Json::array({Json(JsonObject().with("physicalLocation", physical))}))
      .with("partialFingerprints",
            JsonObject().with("migcheckFingerprint/v1", finding.fingerprint));
  if (finding.suggestion) {
    result.with("fixes", Json::array({to_json(*finding.suggestion, finding, lines)}));
  }
  return result;
}

Json driver(Json rules) {
  return JsonObject()
      .with("name", "migcheck")
      .with("version", MIGCHECK_VERSION)
      .with("semanticVersion", MIGCHECK_VERSION)
      .with("informationUri", "https://github.com/migcheck/migcheck")
      .with("rules", std::move(rules));
}

// What was read; what is left out is said.
Json invocation(const Report& report, std::size_t left_out) {
  std::vector<std::string> notes = report.notes;
  notes.push_back(count_findings(report.summary) + ": " + describe_scope(report));
  if (left_out > 0) {
    notes.push_back(
        fmt::format("{} more did not fit here: see the JSON report", counted(left_out, "finding")));
  }
  Json notifications = Json::array();
  for (const std::string& note : notes) {
    notifications.push_back(
        JsonObject().with("level", "note").with("message", text(escape_message(visible(note)))));
  }
  return JsonObject()
      .with("executionSuccessful", true)
      .with("toolExecutionNotifications", std::move(notifications));
}

}  // namespace

// SARIF 2.1.0 as GitHub's code scanning takes it. Suppressed findings are left out: GitHub would
// show them as open.
std::string render_sarif(const Report& report) {
  std::vector<const Finding*> findings = most_severe_first(report.findings);
  const std::size_t left_out = findings.size() - std::min(findings.size(), results_per_run);
  findings.resize(findings.size() - left_out);
  Rules rules = rules_of(report, findings);
  LineCache cache;
  Json results = Json::array();
  for (const Finding* finding : findings) results.push_back(to_json(*finding, rules, cache));
  const Json run = JsonObject()
                       .with("tool", JsonObject().with("driver", driver(std::move(rules.list))))
                       .with("columnKind", "utf16CodeUnits")
                       .with("invocations", Json::array({invocation(report, left_out)}))
                       .with("results", std::move(results));
  const Json log = JsonObject()
                       .with("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                       .with("version", "2.1.0")
                       .with("runs", Json::array({run}));
  return json_text(log) + "\n";
}

}  // namespace migcheck
