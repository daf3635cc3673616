#include "core/parallel.h"
#include "core/text.h"
#include "report/format.h"
#include "report/json_text.h"
#include "report/lines.h"

namespace migcheck {

namespace {

constexpr int report_version = 1;  // of the contract in docs/json-report.md

template <typename T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json to_json(const std::vector<RelationLock>& locks) {
  Json list = Json::array();
  for (const RelationLock& lock : locks) {
    list.push_back(JsonObject()
                       .with("relation", lock.relation)
                       .with("mode", to_string(lock.mode))
                       .with("blocks", blocks(lock.mode))
                       .with("rewrite", to_string(lock.rewrite))
                       .with("scan", to_string(lock.scan))
                       .with("index_rebuild", to_string(lock.index_rebuild)));
  }
  return list;
}

Json to_json(const std::optional<Suggestion>& suggestion) {
  if (!suggestion) return nullptr;
  return JsonObject()
      .with("start_line", suggestion->start_line)
      .with("end_line", suggestion->end_line)
      .with("replacement", suggestion->replacement)
      .with("verified", suggestion->verified);
}

Json to_json(const Finding& finding, LineCache& cache) {
  const Region place = region(finding, cache);
  return JsonObject()
      .with("policy", finding.policy)
      .with("severity", to_string(finding.severity))
      .with("subject", to_string(finding.subject))
      .with("message", finding.message)
      .with("help", string_or_null(finding.help))
      .with("url", string_or_null(finding.url))
      .with("path", finding.file->path)
      .with("start_line", place.start.line)
      .with("end_line", place.end.line)
      .with("start_column", place.start.column)
      .with("end_column", place.end.column)
      .with("revision", string_or_null(finding.revision))
      .with("direction", finding.direction ? Json(to_string(*finding.direction)) : Json())
      .with("sql", string_or_null(finding.sql))
      .with("observed", finding.observed)
      .with("locks", to_json(finding.locks))
      .with("fingerprint", finding.fingerprint)
      .with("suppressed", value_or_null(finding.suppressed))
      .with("suggestion", to_json(finding.suggestion));
}

// The elements of the report's list of findings. Most of the report's text is theirs, so that
// several threads write it; neighbours are in the same file more often than not, so that each
// takes several.
std::string text_of(const std::vector<Finding>& findings) {
  constexpr std::size_t at_once = 64;
  const std::string before = ",\n    ";
  std::vector<std::string> parts((findings.size() + at_once - 1) / at_once);
  in_parallel(
      parts.size(),
      [&](std::size_t part) {
        LineCache cache;
        const std::size_t end = std::min((part + 1) * at_once, findings.size());
        for (std::size_t i = part * at_once; i < end; ++i) {
          if (findings[i].severity == Severity::off) continue;
          const std::string text = json_text(to_json(findings[i], cache));
          parts[part] += before + replace_all(text, "\n", before.substr(1));
        }
      },
      2);
  const std::string all = join(parts, "");
  return all.empty() ? all : all.substr(1) + "\n  ";
}

Json to_json(const Target& target) {
  return JsonObject()
      .with("pg_version", target.pg_version)
      .with("dialect", target.dialect)
      .with("base", string_or_null(target.base))
      .with("head", string_or_null(target.head))
      .with("merge_result", target.merge_result);
}

Json to_json(const Summary& summary) {
  return JsonObject()
      .with("revisions_checked", summary.revisions_checked)
      .with("revisions_loaded", summary.revisions_loaded)
      .with("statements", summary.statements)
      .with("opaque_statements", summary.opaque_statements)
      .with("unknown_statements", summary.unknown_statements)
      .with("errors", summary.errors)
      .with("warnings", summary.warnings)
      .with("notices", summary.notices)
      .with("suppressed", summary.suppressed)
      .with("baselined", summary.baselined)
      .with("superseded", summary.superseded);
}

// Those that have locked something.
Json to_json(const std::vector<ObservedStatement>& statements) {
  Json list = Json::array();
  for (const ObservedStatement& statement : statements) {
    if (statement.locks.empty()) continue;
    list.push_back(JsonObject()
                       .with("line", statement.line > 0 ? Json(statement.line) : Json())
                       .with("sql", statement.sql)
                       .with("locks", to_json(statement.locks)));
  }
  return list;
}

Json to_json(const RoundtripRevision& revision) {
  return JsonObject()
      .with("revision", revision.revision)
      .with("upgrade_ms", value_or_null(revision.upgrade_ms))
      .with("downgrade_ms", value_or_null(revision.downgrade_ms))
      .with("reupgrade_ms", value_or_null(revision.reupgrade_ms))
      .with("status", revision.status)
      .with("schema_diff", revision.schema_diff)
      .with("rows_lost", revision.rows_lost)
      .with("values_changed", revision.values_changed)
      .with("locks", to_json(revision.locks))
      .with("statements", to_json(revision.statements));
}

Json to_json(const std::optional<RoundtripResult>& roundtrip) {
  if (!roundtrip) return nullptr;
  Json revisions = Json::array();
  for (const RoundtripRevision& revision : roundtrip->revisions) {
    revisions.push_back(to_json(revision));
  }
  return JsonObject()
      .with("engine", roundtrip->engine)
      .with("pg_version", roundtrip->pg_version)
      .with("revisions", std::move(revisions))
      .with("total_ms", roundtrip->total_ms);
}

Json to_json(const ExplainedStatement& statement, LineCache& cache) {
  Json scanned = Json::array();
  for (const RelationLock& lock : statement.locks) {
    if (lock.scan == Ternary::yes) scanned.push_back(lock.relation);
  }
  const Region place = region(cache.of(*statement.file), statement.file->text, statement.span);
  return JsonObject()
      .with("sql", string_or_null(statement.sql))
      .with("observed", statement.observed)
      .with("path", statement.file->path)
      .with("start_line", place.start.line)
      .with("locks", to_json(statement.locks))
      .with("locks_complete", statement.locks_complete)
      .with("rewrite", to_string(statement.rewrite))
      .with("scan", std::move(scanned))
      .with("fails_in_transaction", to_string(statement.fails_in_transaction))
      .with("fails_on_rows", to_string(statement.fails_on_rows))
      .with("lock_timeout_ms", value_or_null(statement.lock_timeout_ms))
      .with("statement_timeout_ms", value_or_null(statement.statement_timeout_ms));
}

}  // namespace

std::string render_json(const Report& report) {
  Json json =
      JsonObject()
          .with("version", report_version)
          .with("tool", JsonObject().with("name", "migcheck").with("version", MIGCHECK_VERSION))
          .with("target", to_json(report.target))
          .with("summary", to_json(report.summary))
          .with("heads", report.heads)
          .with("findings", Json::array())
          .with("roundtrip", to_json(report.roundtrip));
  LineCache cache;
  for (const ExplainedStatement& statement : report.statements) {
    json["statements"].push_back(to_json(statement, cache));
  }
  // No string contains this line: in one, the end of a line and the quotes would be escaped.
  constexpr std::string_view no_findings = "\n  \"findings\": [";
  std::string text = json_text(json) + "\n";
  const std::size_t at = text.find(no_findings) + no_findings.size();
  return text.insert(at, text_of(report.findings));
}

}  // namespace migcheck
