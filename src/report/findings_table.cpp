#include "report/findings_table.h"

#include <fmt/format.h>

#include "report/findings.h"
#include "report/lines.h"
#include "report/markdown_text.h"

namespace migcheck {

namespace {

std::string what(const Finding& finding, FindingDetail detail) {
  std::string text = markdown_lines(finding.message, "<br>");
  if (detail == FindingDetail::message) return text;
  for (const RelationLock& lock : notable(finding.locks)) {
    text += "<br>locks: " + markdown_inline(describe(lock));
  }
  if (!finding.help.empty()) text += "<br>help: " + markdown_lines(finding.help, "<br>");
  const std::string sql = detail == FindingDetail::sql ? generated_sql(finding) : "";
  if (!sql.empty()) text += "<br>sql: " + markdown_code(sql);
  return text;
}

std::string row(const Finding& finding, FindingDetail detail, LineCache& cache) {
  const Region place = region(finding, cache);
  return fmt::format("| {} | {} | {} | {} |\n", severity_label(finding.severity),
                     markdown_policy(finding),
                     markdown_code(fmt::format("{}:{}", finding.file->path, place.start.line)),
                     what(finding, detail));
}

}  // namespace

FindingsTable findings_table(const std::vector<const Finding*>& findings, FindingDetail detail,
                             std::size_t bytes) {
  if (findings.empty()) return {};
  LineCache cache;
  FindingsTable table{"| severity | policy | place | what |\n| --- | --- | --- | --- |\n", 0};
  for (const Finding* finding : findings) {
    const std::string next = row(*finding, detail, cache);
    if (table.text.size() + next.size() > bytes) break;
    table.text += next;
    ++table.shown;
  }
  return table;
}

}  // namespace migcheck
