#include "core/text.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/findings.h"
#include "report/format.h"
#include "report/frame.h"
#include "report/runner_log.h"
#include "report/style.h"
#include "report/summary.h"
#include "report/visible.h"

namespace migcheck {

namespace {

constexpr std::size_t sql_columns = 160;  // of a generated statement that are shown

// "   = help: first line", further lines below it.
std::string note(const Frame& frame, const Style& style, std::string_view label,
                 const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    if (text.empty()) {
      text = frame.equals(style) + style.bold(fmt::format("{}:", label)) + " " + line + "\n";
    } else if (line.empty()) {
      text += "\n";
    } else {
      text += std::string(frame.width() + label.size() + 5, ' ') + line + "\n";
    }
  }
  return text;
}

std::vector<std::string> lock_lines(const Finding& finding) {
  std::vector<std::string> lines;
  for (const RelationLock& lock : notable(finding.locks)) lines.push_back(visible(describe(lock)));
  return lines;
}

// The lines that a suggestion takes away and the ones that it puts there.
std::string render_suggestion(const Suggestion& suggestion, const Frame& frame, const Lines& lines,
                              const Style& style) {
  std::string text =
      note(frame, style, "suggestion",
           {suggestion.verified ? "tried, it parses and survives the roundtrip" : "not tried"});
  const std::string bar = frame.bar(style);
  const std::size_t last = std::min(suggestion.end_line, lines.count());
  for (std::size_t line = suggestion.start_line; line <= last; ++line) {
    text += bar + " " + style.severity(Severity::error, "- " + visible(lines.line(line))) + "\n";
  }
  for (const std::string& line : visible_lines(suggestion.replacement)) {
    text += bar + " " + style.good("+ " + line) + "\n";
  }
  return text;
}

std::string render_heading(const Finding& finding, const Frame& frame, const Style& style) {
  const std::vector<std::string> message = visible_lines(finding.message);
  std::string text =
      style.severity(finding.severity,
                     fmt::format("{}[{}]", to_string(finding.severity), visible(finding.policy)));
  text += style.bold(": " + message.front()) + "\n";
  for (std::size_t i = 1; i < message.size(); ++i) {
    text += std::string(frame.width() + 3, ' ') + message[i] + "\n";
  }
  return text;
}

// What is known about a finding beside its place, each beginning with "= ".
std::string render_notes(const Finding& finding, const Frame& frame, const Lines& lines,
                         const Style& style) {
  std::string text;
  if (const std::string sql = generated_sql(finding); !sql.empty()) {
    text += note(frame, style, "sql", {visible(sql, sql_columns)});
  }
  text += note(frame, style, "locks", lock_lines(finding));
  if (!finding.help.empty()) text += note(frame, style, "help", visible_lines(finding.help));
  if (finding.suggestion) text += render_suggestion(*finding.suggestion, frame, lines, style);
  if (!finding.url.empty()) text += note(frame, style, "docs", {visible(finding.url)});
  return text;
}

std::string render_finding(const Finding& finding, LineCache& cache, const Style& style) {
  const Lines& lines = cache.of(*finding.file);
  const Frame frame(*finding.file, lines, finding.span, finding.place);
  const bool down = finding.direction == Direction::downgrade;
  std::string text = render_heading(finding, frame, style);
  text += frame.arrow(style) + (down ? " (downgrade)" : "") + "\n";
  text += frame.excerpt(finding.severity, style);
  const std::string notes = render_notes(finding, frame, lines, style);
  return text + (notes.empty() ? "" : frame.bar(style) + "\n" + notes) + "\n";
}

std::string render_step(const RoundtripRevision& revision, std::size_t id_width,
                        const Style& style) {
  const std::string status = fmt::format("{:<8}", visible(revision.status));
  const bool passed = revision.status == "passed";
  const Severity severity = revision.status == "failed" ? Severity::error : Severity::warning;
  std::string text = "  " + (passed ? style.good(status) : style.severity(severity, status));
  text += fmt::format("{:<{}}  upgrade {:>10}  downgrade {:>10}  upgrade {:>10}\n",
                      visible(revision.revision), id_width, milliseconds(revision.upgrade_ms),
                      milliseconds(revision.downgrade_ms), milliseconds(revision.reupgrade_ms));
  const std::string indent(12, ' ');
  for (const std::string& line : revision.schema_diff) text += indent + visible(line) + "\n";
  for (const std::string& line : revision.rows_lost) {
    text += indent + "rows lost: " + visible(line) + "\n";
  }
  for (const std::string& line : revision.values_changed) {
    text += indent + "changed for good: " + visible(line) + "\n";
  }
  return text;
}

std::string render_roundtrip(const RoundtripResult& roundtrip, const Style& style) {
  std::size_t id_width = 0;
  for (const RoundtripRevision& revision : roundtrip.revisions) {
    id_width = std::max(id_width, visible(revision.revision).size());
  }
  std::string text = style.bold("roundtrip") + fmt::format(" on PostgreSQL {} in {}, {}\n",
                                                           visible(roundtrip.pg_version),
                                                           milliseconds(roundtrip.total_ms),
                                                           visible(count_rehearsed(roundtrip)));
  for (const RoundtripRevision& revision : roundtrip.revisions) {
    text += render_step(revision, id_width, style);
  }
  return text + "\n";
}

std::string render_explained(const ExplainedStatement& statement, LineCache& cache,
                             const Style& style) {
  const Region place = region(cache.of(*statement.file), statement.file->text, statement.span);
  std::string text =
      style.bold(fmt::format("{}:{}", visible(statement.file->path), place.start.line)) + ": ";
  if (statement.sql.empty()) return text + "opaque, so its locks are unknown\n";
  text += visible(statement.sql, sql_columns) + "\n";
  for (const RelationLock& lock : statement.locks) text += "    " + visible(describe(lock)) + "\n";
  if (!statement.locks_complete) {
    text += "    and perhaps more than that\n";
  } else if (statement.locks.empty()) {
    text += "    no lock on any table\n";
  }
  return text;
}

}  // namespace

std::string render_text(const Report& report, Color color) {
  const Style style(color);
  LineCache cache;
  std::string text;
  for (const ExplainedStatement& statement : report.statements) {
    text += render_explained(statement, cache, style);
  }
  if (!report.statements.empty()) text += "\n";
  for (const Finding* finding : shown_findings(report.findings)) {
    text += render_finding(*finding, cache, style);
  }
  if (report.roundtrip) text += render_roundtrip(*report.roundtrip, style);
  for (const std::string& note : report.notes) text += style.bold("note: ") + visible(note) + "\n";
  text +=
      style.bold(count_findings(report.summary)) + ": " + visible(describe_scope(report)) + "\n";
  return harmless_lines(text);
}

}  // namespace migcheck
