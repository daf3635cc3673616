#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/text.h"
#include "report/findings.h"
#include "report/format.h"
#include "report/lines.h"
#include "report/summary.h"
#include "report/visible.h"

namespace migcheck {

namespace {

// GitHub refuses a step summary of more than 1 MiB; room is left for what else the step writes.
constexpr std::size_t summary_bytes = 900 * 1024;

// Text that Markdown and HTML show as it is, within one cell of a table.
std::string escape(std::string_view text) {
  std::string escaped;
  for (const char c : visible(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '@':
        escaped += "@<!-- -->";
        break;  // no mention of a user
      case '#':
        escaped += "&#35;";
        break;  // no reference to an issue
      case '$':
        escaped += "<span>$</span>";
        break;  // no formula
      case '\\':
      case '`':
      case '*':
      case '_':
      case '[':
      case ']':
      case '|':
      case '~':
        escaped += '\\';
        [[fallthrough]];
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string escape_lines(std::string_view text) {
  std::string escaped;
  if (text.ends_with('\n')) text.remove_suffix(1);
  for (const std::string_view line : split(text, '\n')) {
    if (!escaped.empty()) escaped += "<br>";
    escaped += escape(line);
  }
  return escaped;
}

// HTML's code element: unlike a code span it can hold backquotes and bars within a table.
std::string code(std::string_view text) { return "<code>" + escape(text) + "</code>"; }

const char* icon(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "❌ error";
    case Severity::warning:
      return "⚠️ warning";
    case Severity::notice:
      return "ℹ️ notice";
    case Severity::off:
      break;
  }
  return "off";
}

std::string render_row(const Finding& finding, LineCache& cache) {
  const Region place = region(cache.of(*finding.file), finding.file->text, finding.span);
  std::string what = escape_lines(finding.message);
  for (const RelationLock& lock : notable(finding.locks)) {
    what += "<br>locks: " + escape(describe(lock));
  }
  if (!finding.help.empty()) what += "<br>help: " + escape_lines(finding.help);
  std::string policy = code(finding.policy);
  if (finding.url.starts_with("https://")) {
    policy =
        "<a href=\"" + replace_all(escape(finding.url), "\"", "&quot;") + "\">" + policy + "</a>";
  }
  return fmt::format("| {} | {} | {} | {} |\n", icon(finding.severity), policy,
                     code(fmt::format("{}:{}", finding.file->path, place.start.line)), what);
}

// The rows that fit into `bytes`; what is left out is said.
std::string render_findings(const std::vector<const Finding*>& findings, std::size_t bytes) {
  if (findings.empty()) return "";
  LineCache cache;
  std::string text = "| severity | policy | place | what |\n| --- | --- | --- | --- |\n";
  std::size_t shown = 0;
  for (const Finding* finding : findings) {
    const std::string row = render_row(*finding, cache);
    if (text.size() + row.size() > bytes) break;
    text += row;
    ++shown;
  }
  text += "\n";
  if (shown < findings.size()) {
    text += fmt::format("{} more did not fit here: see the log and the JSON report.\n\n",
                        counted(findings.size() - shown, "finding"));
  }
  return text;
}

std::string render_step(const RoundtripRevision& revision) {
  std::string differences;
  for (const std::string& line : revision.schema_diff) differences += escape(line) + "<br>";
  for (const std::string& line : revision.rows_lost) {
    differences += "rows lost: " + escape(line) + "<br>";
  }
  for (const std::string& line : revision.values_changed) {
    differences += "changed for good: " + escape(line) + "<br>";
  }
  if (differences.ends_with("<br>")) differences.resize(differences.size() - 4);
  return fmt::format("| {} | {} | {} | {} | {} | {} |\n", code(revision.revision),
                     escape(revision.status), milliseconds(revision.upgrade_ms),
                     milliseconds(revision.downgrade_ms), milliseconds(revision.reupgrade_ms),
                     differences);
}

std::string render_roundtrip(const RoundtripResult& roundtrip) {
  std::string text = fmt::format("### Roundtrip on PostgreSQL {}\n\n{}\n\n",
                                 escape(roundtrip.pg_version), escape(count_rehearsed(roundtrip)));
  text += "| revision | status | upgrade | downgrade | upgrade | differences |\n";
  text += "| --- | --- | ---: | ---: | ---: | --- |\n";
  for (const RoundtripRevision& revision : roundtrip.revisions) text += render_step(revision);
  return text + "\n";
}

// Errors first, for what does not fit is cut off at the end.
std::vector<const Finding*> by_severity(const Report& report) {
  std::vector<const Finding*> findings = shown_findings(report.findings);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding* a, const Finding* b) { return a->severity > b->severity; });
  return findings;
}

}  // namespace

std::string render_markdown(const Report& report) {
  std::string head = fmt::format("## migcheck: {}\n\n{}\n\n", count_findings(report.summary),
                                 escape(describe_scope(report)));
  for (const std::string& note : report.notes) head += "> " + escape(note) + "\n\n";
  std::string tail;
  if (report.roundtrip) tail = render_roundtrip(*report.roundtrip);
  if (tail.size() > summary_bytes / 2) {
    tail = "### Roundtrip\n\n" + escape(count_rehearsed(*report.roundtrip)) +
           ". The revisions did not fit here: see the log and the JSON report.\n";
  }
  head = std::string(cut(head, summary_bytes / 4));
  return head + render_findings(by_severity(report), summary_bytes - head.size() - tail.size()) +
         tail;
}

}  // namespace migcheck
