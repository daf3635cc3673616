#include <fmt/format.h>

#include <vector>

#include "core/text.h"
#include "report/findings.h"
#include "report/findings_table.h"
#include "report/format.h"
#include "report/markdown_text.h"
#include "report/summary.h"
#include "report/visible.h"

namespace migcheck {

namespace {

// GitHub refuses a step summary of more than 1 MiB; room is left for what else the step writes.
constexpr std::size_t summary_bytes = 900 * 1024;

// The rows that fit into `bytes`; what is left out is said.
FindingsTable render_findings(const std::vector<const Finding*>& findings, std::size_t bytes) {
  FindingsTable table = findings_table(findings, FindingDetail::help, bytes);
  if (!findings.empty()) table.text += "\n";
  if (table.shown < findings.size()) {
    table.text += fmt::format("{} more did not fit here: see the log and the JSON report.\n\n",
                              counted(findings.size() - table.shown, "finding"));
  }
  return table;
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
  return fmt::format("| {} | {} | {} | {} | {} | {} |\n", markdown_code(revision.revision),
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

StepSummary render_step_summary(const Report& report) {
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
  const std::vector<const Finding*> findings = most_severe_first(report.findings);
  const FindingsTable table = render_findings(findings, summary_bytes - head.size() - tail.size());
  return {head + table.text + tail, table.shown == findings.size()};
}

std::string render_markdown(const Report& report) { return render_step_summary(report).text; }

}  // namespace migcheck
