#include "report/findings.h"
#include "report/format.h"
#include "report/runner_log.h"
#include "report/summary.h"
#include "report/visible.h"

namespace migcheck {

std::string render_concise(const Report& report) {
  LineCache cache;
  std::string text;
  for (const Finding* finding : shown_findings(report.findings)) {
    text += concise_line(*finding, cache);
  }
  text += count_findings(report.summary) + ": " + visible(describe_scope(report)) + "\n";
  return harmless_lines(text);
}

}  // namespace migcheck
