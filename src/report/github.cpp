#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/text.h"
#include "report/findings.h"
#include "report/format.h"
#include "report/lines.h"
#include "report/runner_log.h"
#include "report/summary.h"
#include "report/visible.h"

namespace migcheck {

namespace {

// GitHub shows ten annotations of each level for a step, and cuts messages at 4,096 characters.
// Source: GitHub documentation, "Workflow commands for GitHub Actions", and actions/runner.
constexpr std::size_t commands_per_level = 10;
constexpr std::size_t message_bytes = 4000;

std::string escape_message(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '%':
        escaped += "%25";
        break;
      case '\r':
        escaped += "%0D";
        break;
      case '\n':
        escaped += "%0A";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string escape_property(std::string_view text) {
  return replace_all(replace_all(escape_message(text), ":", "%3A"), ",", "%2C");
}

std::string render_command(const Finding& finding, LineCache& cache) {
  const Region place = region(finding, cache);
  std::string properties =
      fmt::format("file={},line={},endLine={}", escape_property(visible(finding.file->path)),
                  place.start.line, place.end.line);
  if (place.start.line == place.end.line) {
    properties += fmt::format(",col={},endColumn={}", place.start.column, place.end.column);
  }
  std::string message = full_message(finding);
  if (!finding.url.empty()) message += "\n" + visible(finding.url);
  return fmt::format("::{} {},title={}::{}\n", to_string(finding.severity), properties,
                     escape_property("migcheck: " + visible(finding.policy)),
                     escape_message(cut(message, message_bytes)));
}

// The findings of one level: the first ten as commands, the rest as plain lines.
std::string render_level(const std::vector<const Finding*>& findings, Severity level,
                         LineCache& cache) {
  std::string text;
  std::size_t count = 0;
  for (const Finding* finding : findings) {
    if (finding->severity != level) continue;
    ++count;
    text += count <= commands_per_level ? render_command(*finding, cache)
                                        : harmless_lines(concise_line(*finding, cache));
  }
  if (count > commands_per_level) {
    text += fmt::format(
        "{} more {} in the summary\n", count - commands_per_level,
        count == commands_per_level + 1 ? to_string(level) : std::string(to_string(level)) + "s");
  }
  return text;
}

}  // namespace

std::string render_github(const Report& report) {
  const std::vector<const Finding*> findings = shown_findings(report.findings);
  LineCache cache;
  std::string text;
  for (const Severity level : {Severity::error, Severity::warning, Severity::notice}) {
    text += render_level(findings, level, cache);
  }
  // The whole report with its code frames, folded in the log.
  text += "::group::migcheck: " + escape_message(count_findings(report.summary)) + "\n";
  text += render_text(report, Color::no);
  return text + "::endgroup::\n";
}

}  // namespace migcheck
