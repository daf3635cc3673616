#include "report/summary.h"

#include <fmt/format.h>

#include <map>

#include "core/text.h"

namespace migcheck {

namespace {

std::string not_predicted(std::size_t unknown) {
  return unknown == 0 ? "" : fmt::format(", {} not fully predicted", unknown);
}

std::string read_what(const Summary& summary) {
  if (summary.revisions_checked == 0) {
    return fmt::format("no revision to check, {} loaded",
                       counted(summary.revisions_loaded, "revision"));
  }
  const std::string revisions = fmt::format("read {} of {}", summary.revisions_checked,
                                            counted(summary.revisions_loaded, "revision"));
  const std::size_t statements = summary.statements;
  const std::size_t opaque = summary.opaque_statements;
  const std::string unknown = not_predicted(summary.unknown_statements);
  if (statements == 0) return revisions + ", which have no statements";
  const std::string whose = summary.revisions_checked == 1 ? "its " : "their ";
  if (opaque == 0) {
    return revisions + " and " + (statements == 1 ? "" : "all ") + whose +
           counted(statements, "statement") + unknown;
  }
  return fmt::format("{}, but {} of {} could not be read", revisions, opaque,
                     counted(statements, "statement")) +
         unknown;
}

std::string against(const Target& target) {
  if (target.base.empty()) return "";
  return (target.merge_result ? ", merged with " : ", against ") + target.base;
}

std::string name_heads(const std::vector<std::string>& heads) {
  if (heads.empty()) return "";
  if (heads.size() == 1) return "; head " + heads.front();
  return fmt::format("; {} heads: {}", heads.size(), join(heads, ", "));
}

}  // namespace

std::string count_findings(const Summary& summary) {
  const std::size_t all = summary.errors + summary.warnings + summary.notices;
  std::vector<std::string> kinds;
  if (summary.errors > 0) kinds.push_back(counted(summary.errors, "error"));
  if (summary.warnings > 0) kinds.push_back(counted(summary.warnings, "warning"));
  if (summary.notices > 0) kinds.push_back(counted(summary.notices, "notice"));
  std::string text = counted(all, "finding");
  if (!kinds.empty()) text += " (" + join(kinds, ", ") + ")";
  if (summary.suppressed > 0) text += fmt::format(", {} suppressed", summary.suppressed);
  if (summary.baselined > 0) text += fmt::format(", {} in the baseline", summary.baselined);
  return text;
}

std::string describe_scope(const Report& report) {
  return read_what(report.summary) + against(report.target) + name_heads(report.heads);
}

std::string count_rehearsed(const RoundtripResult& roundtrip) {
  std::map<std::string, std::size_t> by_status;
  for (const RoundtripRevision& revision : roundtrip.revisions) ++by_status[revision.status];
  std::vector<std::string> parts;
  for (const auto& [status, count] : by_status)
    parts.push_back(fmt::format("{} {}", count, status));
  std::string text = counted(roundtrip.revisions.size(), "revision");
  if (!parts.empty()) text += ": " + join(parts, ", ");
  return text;
}

std::string milliseconds(const std::optional<double>& value) {
  return value ? fmt::format("{:.1f} ms", *value) : "-";
}

}  // namespace migcheck
