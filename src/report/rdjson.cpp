#include "core/text.h"
#include "report/findings.h"
#include "report/format.h"
#include "report/json_text.h"
#include "report/markdown_text.h"

namespace migcheck {

namespace {

// reviewdog's levels. Source: reviewdog, proto/rdf/reviewdog.proto, enum Severity.
const char* level(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "ERROR";
    case Severity::warning:
      return "WARNING";
    case Severity::notice:
      return "INFO";
    case Severity::off:
      break;
  }
  return "UNKNOWN_SEVERITY";
}

Json to_json(const Position& position) {
  return JsonObject().with("line", position.line).with("column", position.column);
}

Json to_json(const Region& region) {
  return JsonObject().with("start", to_json(region.start)).with("end", to_json(region.end));
}

// The suggested text takes the place of whole lines, up to the end of the last one.
Json to_json(const Suggestion& suggestion, const Lines& lines) {
  const Region replaced = {{suggestion.start_line, 1},
                           {suggestion.end_line, lines.line(suggestion.end_line).size() + 1}};
  return JsonObject().with("range", to_json(replaced)).with("text", suggestion.replacement);
}

Json to_json(const Finding& finding, LineCache& cache) {
  const Lines& lines = cache.of(*finding.file);
  const Region place = region(lines, finding.file->text, finding.span, ColumnUnit::byte);
  JsonObject code;
  code.with("value", finding.policy);
  if (!finding.url.empty()) code.with("url", finding.url);
  JsonObject diagnostic;
  diagnostic.with("message", markdown_lines(full_message(finding), "\n"))
      .with("location", JsonObject().with("path", finding.file->path).with("range", to_json(place)))
      .with("severity", level(finding.severity))
      .with("code", Json(code));
  if (finding.suggestion) {
    diagnostic.with("suggestions", Json::array({to_json(*finding.suggestion, lines)}));
  }
  return diagnostic;
}

}  // namespace

// reviewdog's DiagnosticResult: columns count bytes. Reviewdog shows messages as Markdown.
std::string render_rdjson(const Report& report) {
  LineCache cache;
  Json diagnostics = Json::array();
  for (const Finding* finding : shown_findings(report.findings)) {
    diagnostics.push_back(to_json(*finding, cache));
  }
  const Json result = JsonObject()
                          .with("source", JsonObject().with("name", "migcheck"))
                          .with("diagnostics", std::move(diagnostics));
  return json_text(result) + "\n";
}

}  // namespace migcheck
