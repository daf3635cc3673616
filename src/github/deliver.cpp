#include "github/deliver.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "core/text.h"
#include "github/check_run.h"
#include "github/comment.h"
#include "github/link.h"
#include "github/permission.h"
#include "github/review.h"
#include "report/findings.h"

namespace migcheck {

namespace {

bool is_among(const std::vector<Surface>& surfaces, Surface surface) {
  return std::find(surfaces.begin(), surfaces.end(), surface) != surfaces.end();
}

std::vector<const Finding*> without(const std::vector<const Finding*>& findings,
                                    const std::set<const Finding*>& delivered) {
  std::vector<const Finding*> rest;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(rest),
               [&](const Finding* finding) { return !delivered.contains(finding); });
  return rest;
}

// The surfaces one after the other, and what became of them.
class Run {
 public:
  Run(const Report& report, const DeliveryTarget& target, Client& client)
      : report_(report),
        target_(target),
        client_(client),
        findings_(most_severe_first(report.findings)) {}

  void review() {
    take(Surface::review,
         deliver_review(client_, findings_, target_.pull_request, target_.head_sha, ownership()));
  }

  void check() {
    take(Surface::check,
         deliver_check_run(client_, report_, without(findings_, delivered.annotated),
                           target_.head_sha, target_.details_url));
  }

  void comment() {
    take(Surface::comment,
         deliver_comment(client_, report_, target_.pull_request, target_.details_url, ownership()));
  }

  void leave_out(Surface surface, const Obstacle& obstacle) {
    delivered.failed |= obstacle.is_failure;
    delivered.messages.push_back(fmt::format("no {}: {}", name_of(surface), obstacle.reason));
  }

  Delivered delivered;

 private:
  void take(Surface surface, Outcome outcome) {
    std::set<const Finding*>& all =
        surface == Surface::comment ? delivered.commented : delivered.annotated;
    all.merge(outcome.delivered);
    delivered.failed |= outcome.failed;
    for (std::string& message : outcome.messages) {
      if (outcome.failed) message += permission_hint(surface, message, target_.read_only);
      delivered.messages.push_back(std::move(message));
    }
  }

  // Who we are is asked once, and only where it matters.
  const Ownership& ownership() {
    if (!ownership_) {
      try {
        ownership_ = Ownership(client_.user());
      } catch (const DeliveryFailure&) {  // what is asked next fails for the same reason
        ownership_ = Ownership(std::nullopt);
      }
    }
    return *ownership_;
  }

  const Report& report_;
  const DeliveryTarget& target_;
  Client& client_;
  std::vector<const Finding*> findings_;
  std::optional<Ownership> ownership_;
};

bool is_name(std::string_view repository) {
  const std::size_t slash = repository.find('/');
  return slash != std::string_view::npos && slash > 0 && slash + 1 < repository.size() &&
         std::all_of(repository.begin(), repository.end(),
                     [&](char c) {
                       return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') ||
                              ('0' <= c && c <= '9') || c == '-' || c == '_' || c == '.' ||
                              c == '/';
                     }) &&
         repository.find('/', slash + 1) == std::string_view::npos;
}

bool is_commit_id(const std::string& id) {
  return (id.size() == 40 || id.size() == 64) &&
         id.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool is_token(const std::string& token) {
  return std::all_of(token.begin(), token.end(), [](char c) { return '!' <= c && c <= '~'; });
}

}  // namespace

Obstacle obstacle_to(Surface surface, const DeliveryTarget& target) {
  if (surface == Surface::summary) return {};
  if (surface != Surface::check && target.pull_request == 0) {
    return {"the event is about no pull request", false};
  }
  if (target.token.empty()) return {"the environment has no GITHUB_TOKEN", true};
  if (!is_token(target.token)) return {"GITHUB_TOKEN is not a token", true};
  if (!is_safe_api_url(target.api_url)) {
    return {"GITHUB_API_URL is not a URL that begins with https://", true};
  }
  if (!is_name(target.repository)) return {"GITHUB_REPOSITORY is not an owner/name", true};
  if (!is_commit_id(target.head_sha)) {
    return {"neither the event nor GITHUB_SHA names a commit", true};
  }
  return {};
}

Delivered deliver(const Report& report, const std::vector<Surface>& surfaces,
                  const DeliveryTarget& target, Http& http, Clock& clock) {
  Client client(http, clock, {target.api_url, target.repository, target.token});
  Run run(report, target, client);
  // The review first: what it does not take is annotated.
  constexpr std::pair<Surface, void (Run::*)()> steps[] = {{Surface::review, &Run::review},
                                                           {Surface::check, &Run::check},
                                                           {Surface::comment, &Run::comment}};
  for (const auto& [surface, step] : steps) {
    if (!is_among(surfaces, surface)) continue;
    const Obstacle obstacle = obstacle_to(surface, target);
    if (obstacle.reason.empty()) {
      (run.*step)();
    } else {
      run.leave_out(surface, obstacle);
    }
  }
  return std::move(run.delivered);
}

}  // namespace migcheck
