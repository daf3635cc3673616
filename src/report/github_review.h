#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/finding.h"

namespace migcheck {

// A comment of a review that suggests to replace whole lines of a file, which a click applies.
struct ReviewComment {
  const Finding* finding = nullptr;
  std::string marker;  // the first line of the body, invisible; the same for the same finding
  std::string path;
  std::size_t start_line = 0, end_line = 0;  // from 1, inclusive
  std::string body;
};

constexpr std::size_t comments_per_review = 30;

// What every marker of a review comment of ours begins with.
constexpr const char* review_marker = "<!-- migcheck suggestion ";

// The comment with a finding's suggestion; nothing where it has none, or GitHub could not show it
// as it is (more than 65,536 bytes, or not UTF-8).
std::optional<ReviewComment> review_comment(const Finding& finding);

// The body of the request that makes a review of these comments, for the commit of that id.
std::string review_body(std::span<const ReviewComment> comments, const std::string& commit);

}  // namespace migcheck
