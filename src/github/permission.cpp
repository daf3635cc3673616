#include "github/permission.h"

#include "core/text.h"

namespace migcheck {

namespace {

const char* permission_of(Surface surface) {
  return surface == Surface::check ? "checks: write" : "pull-requests: write";
}

}  // namespace

const char* name_of(Surface surface) {
  switch (surface) {
    case Surface::check:
      return "check run";
    case Surface::review:
      return "review";
    case Surface::comment:
      return "comment";
    case Surface::summary:
      break;
  }
  return "step summary";
}

std::string permission_hint(Surface surface, std::string_view reason,
                            const std::string& read_only) {
  const std::string words = to_lower(reason);
  const auto says = [&](const char* part) { return words.find(part) != std::string::npos; };
  if (says("authenticate via a github app")) {
    return " (only an App's token makes check runs: the workflow's own GITHUB_TOKEN is one, a "
           "personal "
           "token is not)";
  }
  if (says("401 ")) return " (GITHUB_TOKEN is not valid, or not any more)";
  if (!says("not accessible") && !says("404 not found")) return "";
  if (!read_only.empty()) return " (" + read_only + ", so that the token can only read)";
  return std::string(" (the workflow needs the permission ") + permission_of(surface) + ")";
}

}  // namespace migcheck
