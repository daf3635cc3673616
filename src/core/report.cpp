#include "core/report.h"

#include <algorithm>
#include <tuple>

namespace migcheck {

namespace {

bool comes_before(const Finding& a, const Finding& b) {
  return std::tie(a.file->path, a.span.begin, a.span.end, a.policy, a.message) <
         std::tie(b.file->path, b.span.begin, b.span.end, b.policy, b.message);
}

void count(Summary& summary, const Finding& finding) {
  if (finding.suppressed) {
    ++(finding.baselined ? summary.baselined : summary.suppressed);
    return;
  }
  switch (finding.severity) {
    case Severity::error: ++summary.errors; break;
    case Severity::warning: ++summary.warnings; break;
    case Severity::notice: ++summary.notices; break;
    case Severity::off: break;
  }
}

}  // namespace

void finish(Report& report) {
  std::stable_sort(report.findings.begin(), report.findings.end(), comes_before);
  Summary& summary = report.summary;
  summary.errors = summary.warnings = summary.notices = summary.suppressed = summary.baselined = 0;
  for (const Finding& finding : report.findings) count(summary, finding);
}

}  // namespace migcheck
