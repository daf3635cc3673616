#include <map>

#include "report/findings.h"
#include "report/format.h"
#include "report/json_text.h"

namespace migcheck {

namespace {

// GitLab's levels. Source: GitLab documentation, "Code Quality", "Code Quality report format".
const char* level(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "critical";
    case Severity::warning:
      return "minor";
    case Severity::notice:
    case Severity::off:
      break;
  }
  return "info";
}

Json to_json(const Finding& finding, const std::string& fingerprint, LineCache& cache) {
  const Region place = region(finding, cache);
  return JsonObject()
      .with("description", one_line(finding.message))
      .with("check_name", one_line(finding.policy))
      .with("fingerprint", fingerprint)
      .with("severity", level(finding.severity))
      .with("location",
            JsonObject()
                .with("path", finding.file->path)
                .with("lines",
                      JsonObject().with("begin", place.start.line).with("end", place.end.line)));
}

}  // namespace

// The array of GitLab's Code Quality reports. A fingerprint may occur once only.
std::string render_gitlab(const Report& report) {
  LineCache cache;
  Json issues = Json::array();
  std::map<std::string, std::size_t> seen;
  for (const Finding* finding : shown_findings(report.findings)) {
    std::string fingerprint = finding->fingerprint;
    const std::size_t before = seen[fingerprint]++;
    if (before > 0) fingerprint += "-" + std::to_string(before);
    issues.push_back(to_json(*finding, fingerprint, cache));
  }
  return json_text(issues) + "\n";
}

}  // namespace migcheck
