#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/report.h"
#include "github/clock.h"
#include "github/http.h"
#include "github/surface.h"

namespace migcheck {

// What the surroundings say about where to deliver to. Empty: they do not say.
struct DeliveryTarget {
  std::string token;
  std::string api_url;      // of GITHUB_API_URL alone
  std::string repository;   // "owner/name"
  std::string head_sha;     // of the pull request's head, not of its merge
  std::string details_url;  // of the workflow's run
  long pull_request = 0;    // its number; 0: the event is about none
  std::string read_only;  // why the token can perhaps only read: "the pull request is from a fork"
};

// Whether a surface is tried, and why not.
struct Obstacle {
  std::string reason;       // empty: there is none
  bool is_failure = false;  // else the surface has no meaning here: no pull request, no comment
};

// What stands in a surface's way, before anything is sent. Pure.
Obstacle obstacle_to(Surface surface, const DeliveryTarget& target);

struct Delivered {
  std::set<const Finding*> annotated;  // at their lines, by the check run or in the review
  std::set<const Finding*> commented;
  std::vector<std::string> messages;  // one for each surface: what was delivered, or why it was not
  bool failed = false;                // something that could have been delivered was not
};

// Delivers the report to those of the surfaces that need a token: suggestions in a review, all
// other findings as annotations of a check run, an overview as a comment. Never throws for what
// GitHub does.
Delivered deliver(const Report& report, const std::vector<Surface>& surfaces,
                  const DeliveryTarget& target, Http& http, Clock& clock);

}  // namespace migcheck
