#pragma once

#include <string>

#include "core/report.h"

namespace migcheck {

// What the body of our one comment on a pull request begins with; invisible.
constexpr const char* comment_marker = "<!-- migcheck report -->";

// The comment that stays on a pull request and is updated.
struct StickyComment {
  std::string text;
  bool complete = true;  // whether it has every finding
};

// The comment of a report, of at most 65,000 bytes (GitHub takes 65,536 characters): where it does
// not fit it says less in steps, first without SQL, then without help, then as a list of policies
// for each file. `details_url` may be empty.
StickyComment sticky_comment(const Report& report, const std::string& details_url);

// The body of the request that makes or changes a comment, of a review or of a pull request.
std::string comment_body(const std::string& text);

}  // namespace migcheck
