#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/text.h"
#include "report/findings.h"
#include "report/format.h"
#include "report/lines.h"
#include "report/markdown_text.h"
#include "report/summary.h"
#include "report/visible.h"

namespace migcheck {

namespace {

// GitHub refuses a step summary of more than 1 MiB; room is left for what else the step writes.
constexpr std::size_t summary_bytes = 900 * 1024;

// HTML's code element: unlike a code span it can hold backquotes and bars within a table.
std::string code(std::string_view text) { return "<code>" + markdown_inline(text) + "</code>"; }

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
  std::string what = markdown_lines(finding.message, "<br>");
  for (const RelationLock& lock : notable(finding.locks)) {
    what += "<br>locks: " + markdown_inline(describe(lock));
  }
  if (!finding.help.empty()) what += "<br>help: " + markdown_lines(finding.help, "<br>");
  std::string policy = code(finding.policy);
  if (finding.url.starts_with("https://")) {
    policy = "<a href=\"" + html_attribute(finding.url) + "\">" + policy + "</a>";
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
  for (const std::string& line : revision.schema_diff)
    differences += markdown_inline(line) + "<br>";
  for (const std::string& line : revision.rows_lost) {
    differences += "rows lost: " + markdown_inline(line) + "<br>";
  }
  for (const std::string& line : revision.values_changed) {
    differences += "changed for good: " + markdown_inline(line) + "<br>";
  }
  if (differences.ends_with("<br>")) differences.resize(differences.size() - 4);
  return fmt::format("| {} | {} | {} | {} | {} | {} |\n", code(revision.revision),
                     markdown_inline(revision.status), milliseconds(revision.upgrade_ms),
                     milliseconds(revision.downgrade_ms), milliseconds(revision.reupgrade_ms),
                     differences);
}

std::string render_roundtrip(const RoundtripResult& roundtrip) {
  std::string text =
      fmt::format("### Roundtrip on PostgreSQL {}\n\n{}\n\n", markdown_inline(roundtrip.pg_version),
                  markdown_inline(count_rehearsed(roundtrip)));
  text += "| revision | status | upgrade | downgrade | upgrade | differences |\n";
  text += "| --- | --- | ---: | ---: | ---: | --- |\n";
  for (const RoundtripRevision& revision : roundtrip.revisions) text += render_step(revision);
  return text + "\n";
}

}  // namespace

std::string render_markdown(const Report& report) {
  std::string head = fmt::format("## migcheck: {}\n\n{}\n\n", count_findings(report.summary),
                                 markdown_inline(describe_scope(report)));
  for (const std::string& note : report.notes) head += "> " + markdown_lines(note, " ") + "\n\n";
  std::string tail;
  if (report.roundtrip) tail = render_roundtrip(*report.roundtrip);
  if (tail.size() > summary_bytes / 2) {
    tail = "### Roundtrip\n\n" + markdown_inline(count_rehearsed(*report.roundtrip)) +
           ". The revisions did not fit here: see the log and the JSON report.\n";
  }
  head = std::string(cut(head, summary_bytes / 4));
  return head +
         render_findings(most_severe_first(report.findings),
                         summary_bytes - head.size() - tail.size()) +
         tail;
}

}  // namespace migcheck
