#include "report/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "core/text.h"
#include "report/visible.h"

namespace migcheck {

std::string describe(const RelationLock& lock) {
  std::vector<std::string> effects;
  if (is_heavy(lock.mode)) effects.push_back(std::string("blocks ") + blocks(lock.mode));
  if (lock.rewrite == Ternary::yes) effects.emplace_back("rewrites the table");
  if (lock.rewrite == Ternary::unknown) effects.emplace_back("may rewrite the table");
  if (lock.scan == Ternary::yes) effects.emplace_back("reads every row");
  if (lock.scan == Ternary::unknown) effects.emplace_back("may read every row");
  std::string text = std::string(to_string(lock.mode)) + " on " + lock.relation;
  if (!effects.empty()) text += " (" + join(effects, ", ") + ")";
  return text;
}

std::vector<RelationLock> notable(const std::vector<RelationLock>& locks) {
  std::vector<RelationLock> chosen;
  std::copy_if(
      locks.begin(), locks.end(), std::back_inserter(chosen), [](const RelationLock& lock) {
        return is_heavy(lock.mode) || lock.rewrite != Ternary::no || lock.scan != Ternary::no;
      });
  return chosen.empty() ? locks : chosen;
}

std::string generated_sql(const Finding& finding) {
  const std::string sql = on_one_line(finding.sql, std::string::npos);
  const Span span = trimmed(finding.file->text, finding.span);
  const std::string source =
      on_one_line(std::string_view(finding.file->text).substr(span.begin, span.end - span.begin),
                  std::string::npos);
  return source.find(sql) == std::string::npos ? sql : "";
}

std::vector<const Finding*> shown_findings(const std::vector<Finding>& findings) {
  std::vector<const Finding*> shown;
  for (const Finding& finding : findings) {
    if (!finding.suppressed && finding.severity != Severity::off) shown.push_back(&finding);
  }
  return shown;
}

std::vector<const Finding*> most_severe_first(const std::vector<Finding>& findings) {
  std::vector<const Finding*> shown = shown_findings(findings);
  std::stable_sort(shown.begin(), shown.end(),
                   [](const Finding* a, const Finding* b) { return a->severity > b->severity; });
  return shown;
}

std::vector<FileFindings> by_file(const std::vector<Finding>& findings) {
  std::vector<FileFindings> files;
  for (const Finding* finding : shown_findings(findings)) {
    const SourceFile* file = finding->file.get();
    if (files.empty() || files.back().file->path != file->path) files.push_back({file, {}});
    files.back().findings.push_back(finding);
  }
  return files;
}

std::string one_line(std::string_view text) {
  return visible(on_one_line(text, std::string::npos));
}

std::string concise_line(const Finding& finding, LineCache& cache) {
  const Region place = region(finding, cache);
  return fmt::format("{}:{}:{}: {} {} {}\n", visible(finding.file->path), place.start.line,
                     place.start.column, to_string(finding.severity), visible(finding.policy),
                     one_line(finding.message));
}

std::string full_message(const Finding& finding) {
  std::string text = join(visible_lines(finding.message), "\n");
  for (const RelationLock& lock : notable(finding.locks)) {
    text += "\nlocks: " + visible(describe(lock));
  }
  if (!finding.help.empty()) text += "\nhelp: " + join(visible_lines(finding.help), "\n");
  return text;
}

}  // namespace migcheck
