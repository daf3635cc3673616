#include "report/findings.h"
#include "report/format.h"
#include "report/xml.h"

namespace migcheck {

namespace {

// Checkstyle's own levels. Source: com.puppycrawl.tools.checkstyle.api.SeverityLevel.
const char* level(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::notice:
      return "info";
    case Severity::off:
      break;
  }
  return "ignore";
}

void write(XmlWriter& xml, const Finding& finding, LineCache& cache) {
  const Region place = region(finding, cache);
  xml.open("error")
      .attribute("line", place.start.line)
      .attribute("column", place.start.column)
      .attribute("severity", level(finding.severity))
      .attribute("message", one_line(finding.message))
      .attribute("source", "migcheck." + finding.policy)
      .close();
}

}  // namespace

// What readers take from Checkstyle's XMLLogger: an element for each file, findings as `error`.
std::string render_checkstyle(const Report& report) {
  LineCache cache;
  XmlWriter xml;
  xml.open("checkstyle").attribute("version", "4.3");
  for (const FileFindings& of_file : by_file(report.findings)) {
    xml.open("file").attribute("name", of_file.file->path);
    for (const Finding* finding : of_file.findings) write(xml, *finding, cache);
    xml.close();
  }
  return xml.finish();
}

}  // namespace migcheck
