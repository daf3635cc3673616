#include "report/github_review.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/text.h"
#include "report/findings.h"
#include "report/markdown_text.h"
#include "report/visible.h"

namespace migcheck {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t body_bytes = 65000;  // GitHub takes 65,536 characters

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Glyph glyph = next_glyph(text.substr(at), 0);
    if (glyph.bytes == 1 && static_cast<unsigned char>(text[at]) >= 0x80) return false;
    at += glyph.bytes;
  }
  return true;
}

// Only what cannot end an HTML comment: a report that was read back may say anything.
std::string marker_of(const Finding& finding) {
  std::string key = finding.fingerprint.substr(0, 64);
  std::erase_if(key, [](char c) {
    return !(('0' <= c && c <= '9') || ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'));
  });
  return key.empty() ? "" : review_marker + key + " -->";
}

std::string explanation(const Finding& finding) {
  std::string text = fmt::format("**{}** {}: {}\n", severity_label(finding.severity),
                                 markdown_policy(finding), markdown_lines(finding.message, "<br>"));
  for (const RelationLock& lock : notable(finding.locks)) {
    text += "\nlocks: " + markdown_inline(describe(lock)) + "\n";
  }
  if (!finding.help.empty()) text += "\nhelp: " + markdown_lines(finding.help, "<br>") + "\n";
  return text;
}

}  // namespace

std::optional<ReviewComment> review_comment(const Finding& finding) {
  if (!finding.suggestion) return std::nullopt;
  const Suggestion& suggestion = *finding.suggestion;
  ReviewComment comment{&finding,
                        marker_of(finding),
                        finding.file->path,
                        suggestion.start_line,
                        std::max(suggestion.start_line, suggestion.end_line),
                        ""};
  comment.body = fmt::format("{}\n{}\n{}{}", comment.marker, explanation(finding),
                             fenced("suggestion", suggestion.replacement),
                             suggestion.verified
                                 ? "It has been tried: it parses, and survives the roundtrip.\n"
                                 : "It has not been tried.\n");
  const bool showable = comment.body.size() <= body_bytes && !comment.marker.empty() &&
                        suggestion.start_line > 0 && is_utf8(suggestion.replacement) &&
                        is_utf8(comment.path);
  return showable ? std::optional(comment) : std::nullopt;
}

std::string review_body(std::span<const ReviewComment> comments, const std::string& commit) {
  Json list = Json::array();
  for (const ReviewComment& comment : comments) {
    Json& json = list.emplace_back(Json{{"path", comment.path},
                                        {"body", comment.body},
                                        {"line", comment.end_line},
                                        {"side", "RIGHT"}});
    if (comment.start_line < comment.end_line) {
      json["start_line"] = comment.start_line;
      json["start_side"] = "RIGHT";
    }
  }
  const Json body = {
      {"commit_id", commit},
      {"event", "COMMENT"},
      {"body", fmt::format("migcheck suggests {}.", counted(comments.size(), "change"))},
      {"comments", list}};
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace migcheck
