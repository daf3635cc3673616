#include "github/review.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/text.h"
#include "github/answers.h"
#include "github/diff.h"
#include "report/github_comment.h"
#include "report/github_review.h"

namespace migcheck {

namespace {

using Marker = std::string;

std::string marker_of(const GitHubComment& comment) {
  return comment.body.substr(0, comment.body.find('\n'));
}

bool stands_where(const GitHubComment& there, const ReviewComment& wanted) {
  return there.path == wanted.path && there.line == wanted.end_line;
}

// The comments on one pull request while they are brought up to date.
class Delivery {
 public:
  Delivery(Client& client, long number, const std::string& head_sha, const Ownership& ownership)
      : client_(client), number_(number), head_sha_(head_sha), ownership_(ownership) {}

  Outcome run(const std::vector<const Finding*>& findings) {
    try {
      read_comments();
      want(findings);
      match();
      update();
      post_new();
      posted_ = true;
      remove_outdated();
    } catch (const DeliveryFailure& failure) {
      outcome_.failed = true;
      const char* what = posted_ ? "outdated comments are left" : "no review";
      outcome_.messages.push_back(fmt::format("{}: {}", what, failure.what()));
    }
    return std::move(outcome_);
  }

 private:
  std::string pull() const { return fmt::format("/pulls/{}", number_); }

  std::vector<GitHubComment> our_comments() {
    std::vector<GitHubComment> all = comments_in(client_.pages(pull() + "/comments"));
    for (const GitHubComment& comment : all) {
      if (comment.reply_to) answered_.insert(*comment.reply_to);
    }
    std::erase_if(all, [&](const auto& each) { return !ownership_.is_ours(each, review_marker); });
    return all;
  }

  void read_comments() { there_ = our_comments(); }

  // The first comments, by severity, that GitHub will take.
  void want(const std::vector<const Finding*>& findings) {
    std::vector<ReviewComment> comments;
    for (const Finding* finding : findings) {
      if (auto comment = review_comment(*finding)) comments.push_back(std::move(*comment));
    }
    if (comments.empty()) return;
    const Diff diff(files_in(client_.pages(pull() + "/files")));
    for (ReviewComment& comment : comments) {
      if (wanted_.size() == comments_per_review) break;
      if (!diff.takes(comment)) continue;
      const Marker marker = comment.marker;
      wanted_.emplace(marker, std::move(comment));
    }
  }

  // Which comments that are there stay; all others are outdated.
  void match() {
    for (const GitHubComment& comment : there_) {
      const auto wanted = wanted_.find(marker_of(comment));
      const bool stays = wanted != wanted_.end() && stands_where(comment, wanted->second) &&
                         kept_.emplace(wanted->first, comment).second;
      if (!stays) outdated_.push_back(comment);
    }
  }

  void update() {
    for (const auto& [marker, comment] : kept_) {
      const ReviewComment& wanted = wanted_.at(marker);
      if (comment.body != wanted.body) {
        client_.patch(path_of(comment), comment_body(wanted.body));
      }
      outcome_.delivered.insert(wanted.finding);
    }
  }

  // All of them arrive, or none does.
  void post_new() {
    std::vector<ReviewComment> fresh;
    for (const auto& [marker, comment] : wanted_) {
      if (!kept_.contains(marker)) fresh.push_back(comment);
    }
    if (!fresh.empty()) {
      client_.post(pull() + "/reviews", review_body(fresh, head_sha_),
                   [&] { return is_there(fresh) ? std::optional<std::string>("") : std::nullopt; });
      for (const ReviewComment& comment : fresh) outcome_.delivered.insert(comment.finding);
    }
    if (!wanted_.empty()) {
      outcome_.messages.push_back(fmt::format("review with {}, {} of them new",
                                              counted(wanted_.size(), "suggestion"), fresh.size()));
    }
  }

  bool is_there(const std::vector<ReviewComment>& fresh) {
    std::set<Marker> standing;
    for (const GitHubComment& comment : our_comments()) {
      const auto wanted = wanted_.find(marker_of(comment));
      if (wanted != wanted_.end() && stands_where(comment, wanted->second)) {
        standing.insert(wanted->first);
      }
    }
    return std::all_of(fresh.begin(), fresh.end(), [&](const ReviewComment& comment) {
      return standing.contains(comment.marker);
    });
  }

  void remove_outdated() {
    for (const GitHubComment& comment : outdated_) {
      if (!answered_.contains(comment.id)) client_.remove(path_of(comment));
    }
  }

  static std::string path_of(const GitHubComment& comment) {
    return fmt::format("/pulls/comments/{}", comment.id);
  }

  Client& client_;
  long number_;
  const std::string& head_sha_;
  const Ownership& ownership_;
  std::vector<GitHubComment> there_;
  std::set<std::int64_t> answered_;  // ids of comments that have a reply
  std::map<Marker, ReviewComment> wanted_;
  std::map<Marker, GitHubComment> kept_;
  std::vector<GitHubComment> outdated_;
  bool posted_ = false;
  Outcome outcome_;
};

}  // namespace

Outcome deliver_review(Client& client, const std::vector<const Finding*>& findings, long number,
                       const std::string& head_sha, const Ownership& ownership) {
  return Delivery(client, number, head_sha, ownership).run(findings);
}

}  // namespace migcheck
