#include "report/github_comment.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "core/text.h"
#include "report/findings.h"
#include "report/findings_table.h"
#include "report/lines.h"
#include "report/markdown_text.h"
#include "report/summary.h"
#include "report/visible.h"

namespace migcheck {

namespace {

constexpr std::size_t comment_bytes = 65000;
constexpr std::size_t head_bytes = 16000;

std::string head_of(const Report& report) {
  std::string text = fmt::format(
      "{}\n## migcheck: {}\n\n{}\n\n", comment_marker,
      shown_findings(report.findings).empty() ? "all clear" : count_findings(report.summary),
      markdown_inline(describe_scope(report)));
  for (const std::string& note : report.notes) text += "> " + markdown_lines(note, " ") + "\n\n";
  return std::string(cut(text, head_bytes));
}

std::string tail_of(const Report& report, const std::string& details_url) {
  std::string text;
  if (report.roundtrip) {
    text += fmt::format("\nRoundtrip on PostgreSQL {}: {}\n",
                        markdown_inline(report.roundtrip->pg_version),
                        markdown_inline(count_rehearsed(*report.roundtrip)));
  }
  if (!details_url.empty()) text += "\n[The run](<" + details_url + ">)\n";
  return text;
}

constexpr std::size_t lines_of_policy = 20;

// "drop-column (3, 17), drop-table (8)".
std::string policies_with_lines(const std::vector<const Finding*>& findings, LineCache& cache) {
  std::map<std::string, std::vector<std::string>> lines;
  for (const Finding* finding : findings) {
    lines[finding->policy].push_back(std::to_string(region(*finding, cache).start.line));
  }
  std::vector<std::string> parts;
  parts.reserve(lines.size());
  for (const auto& [policy, numbers] : lines) {
    parts.push_back(markdown_code(policy) + " (" + join_some(numbers, lines_of_policy) + ")");
  }
  return join(parts, ", ");
}

// A line for each file; what does not fit is counted. Findings are not told apart there.
StickyComment list_by_file(const std::vector<const Finding*>& findings, std::size_t bytes) {
  std::map<std::string, std::vector<const Finding*>> files;
  for (const Finding* finding : findings) files[finding->file->path].push_back(finding);
  LineCache cache;
  StickyComment list{"", false};
  std::size_t left_out = 0;
  for (const auto& [path, inside] : files) {
    const std::string line =
        fmt::format("- {}: {}\n", markdown_code(path), policies_with_lines(inside, cache));
    if (left_out > 0 || list.text.size() + line.size() > bytes) {
      left_out += inside.size();
    } else {
      list.text += line;
    }
  }
  if (left_out > 0) list.text += fmt::format("\nand {}\n", counted(left_out, "more finding"));
  list.text +=
      "\nThere are too many for a comment: the step summary and the JSON report say more.\n";
  return list;
}

StickyComment body_of(const std::vector<const Finding*>& findings, std::size_t bytes) {
  for (const FindingDetail detail :
       {FindingDetail::sql, FindingDetail::help, FindingDetail::message}) {
    const FindingsTable table = findings_table(findings, detail, bytes);
    if (table.shown == findings.size()) return {table.text, true};
  }
  constexpr std::size_t for_what_is_left_out = 200;
  return list_by_file(findings, bytes - for_what_is_left_out);
}

}  // namespace

std::string comment_body(const std::string& text) {
  using Json = nlohmann::json;
  return Json{{"body", text}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

StickyComment sticky_comment(const Report& report, const std::string& details_url) {
  const std::string head = head_of(report);
  const std::string tail = tail_of(report, details_url);
  StickyComment comment =
      body_of(most_severe_first(report.findings), comment_bytes - head.size() - tail.size());
  comment.text = head + comment.text + tail;
  return comment;
}

}  // namespace migcheck
