#include <nlohmann/json.hpp>

#include "core/parallel.h"
#include "report/format.h"
#include "report/lines.h"

namespace migcheck {

namespace {

using Json = nlohmann::ordered_json;

constexpr int report_version = 1;  // of the contract in docs/json-report.md

Json string_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

template <typename T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json to_json(const std::vector<RelationLock>& locks) {
  Json list = Json::array();
  for (const RelationLock& lock : locks) {
    list.push_back({{"relation", lock.relation},
                    {"mode", to_string(lock.mode)},
                    {"blocks", blocks(lock.mode)},
                    {"rewrite", to_string(lock.rewrite)},
                    {"scan", to_string(lock.scan)},
                    {"index_rebuild", to_string(lock.index_rebuild)}});
  }
  return list;
}

Json to_json(const std::optional<Suggestion>& suggestion) {
  if (!suggestion) return nullptr;
  return {{"start_line", suggestion->start_line},
          {"end_line", suggestion->end_line},
          {"replacement", suggestion->replacement},
          {"verified", suggestion->verified}};
}

Json to_json(const Finding& finding, LineCache& cache) {
  const Region place = region(cache.of(*finding.file), finding.file->text, finding.span);
  return {{"policy", finding.policy},
          {"severity", to_string(finding.severity)},
          {"subject", to_string(finding.subject)},
          {"message", finding.message},
          {"help", string_or_null(finding.help)},
          {"url", string_or_null(finding.url)},
          {"path", finding.file->path},
          {"start_line", place.start.line},
          {"end_line", place.end.line},
          {"start_column", place.start.column},
          {"end_column", place.end.column},
          {"revision", string_or_null(finding.revision)},
          {"direction", finding.direction ? Json(to_string(*finding.direction)) : Json()},
          {"sql", string_or_null(finding.sql)},
          {"locks", to_json(finding.locks)},
          {"fingerprint", finding.fingerprint},
          {"suppressed", value_or_null(finding.suppressed)},
          {"suggestion", to_json(finding.suggestion)}};
}

// Neighbours are in the same file more often than not, so that each thread takes several.
Json to_json(const std::vector<Finding>& findings) {
  constexpr std::size_t at_once = 64;
  std::vector<Json> made(findings.size());
  in_parallel((findings.size() + at_once - 1) / at_once, [&](std::size_t part) {
    LineCache cache;
    const std::size_t end = std::min((part + 1) * at_once, findings.size());
    for (std::size_t i = part * at_once; i < end; ++i) {
      if (findings[i].severity != Severity::off) made[i] = to_json(findings[i], cache);
    }
  });
  std::erase_if(made, [](const Json& finding) { return finding.is_null(); });
  return made;
}

Json to_json(const Target& target) {
  return {{"pg_version", target.pg_version},
          {"dialect", target.dialect},
          {"base", string_or_null(target.base)},
          {"head", string_or_null(target.head)},
          {"merge_result", target.merge_result}};
}

Json to_json(const Summary& summary) {
  return {{"revisions_checked", summary.revisions_checked},
          {"revisions_loaded", summary.revisions_loaded},
          {"statements", summary.statements},
          {"opaque_statements", summary.opaque_statements},
          {"unknown_statements", summary.unknown_statements},
          {"errors", summary.errors},
          {"warnings", summary.warnings},
          {"notices", summary.notices},
          {"suppressed", summary.suppressed},
          {"baselined", summary.baselined},
          {"superseded", summary.superseded}};
}

Json to_json(const RoundtripRevision& revision) {
  return {{"revision", revision.revision},
          {"upgrade_ms", value_or_null(revision.upgrade_ms)},
          {"downgrade_ms", value_or_null(revision.downgrade_ms)},
          {"reupgrade_ms", value_or_null(revision.reupgrade_ms)},
          {"status", revision.status},
          {"schema_diff", revision.schema_diff},
          {"rows_lost", revision.rows_lost},
          {"locks", to_json(revision.locks)}};
}

Json to_json(const std::optional<RoundtripResult>& roundtrip) {
  if (!roundtrip) return nullptr;
  Json revisions = Json::array();
  for (const RoundtripRevision& revision : roundtrip->revisions) {
    revisions.push_back(to_json(revision));
  }
  return {{"engine", roundtrip->engine},
          {"pg_version", roundtrip->pg_version},
          {"revisions", std::move(revisions)},
          {"total_ms", roundtrip->total_ms}};
}

Json to_json(const ExplainedStatement& statement, LineCache& cache) {
  Json scanned = Json::array();
  for (const RelationLock& lock : statement.locks) {
    if (lock.scan == Ternary::yes) scanned.push_back(lock.relation);
  }
  const Region place = region(cache.of(*statement.file), statement.file->text, statement.span);
  return {{"sql", string_or_null(statement.sql)},
          {"path", statement.file->path},
          {"start_line", place.start.line},
          {"locks", to_json(statement.locks)},
          {"locks_complete", statement.locks_complete},
          {"rewrite", to_string(statement.rewrite)},
          {"scan", std::move(scanned)},
          {"fails_in_transaction", to_string(statement.fails_in_transaction)},
          {"fails_on_rows", to_string(statement.fails_on_rows)},
          {"lock_timeout_ms", value_or_null(statement.lock_timeout_ms)},
          {"statement_timeout_ms", value_or_null(statement.statement_timeout_ms)}};
}

}  // namespace

std::string render_json(const Report& report) {
  Json findings = to_json(report.findings);
  Json json = {{"version", report_version},
               {"tool", {{"name", "migcheck"}, {"version", MIGCHECK_VERSION}}},
               {"target", to_json(report.target)},
               {"summary", to_json(report.summary)},
               {"heads", report.heads},
               {"findings", std::move(findings)},
               {"roundtrip", to_json(report.roundtrip)}};
  LineCache cache;
  for (const ExplainedStatement& statement : report.statements) {
    json["statements"].push_back(to_json(statement, cache));
  }
  // Sources may hold bytes that are not UTF-8: they become U+FFFD.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace migcheck
