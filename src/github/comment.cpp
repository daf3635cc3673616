#include "github/comment.h"

#include <fmt/format.h>

#include "github/answers.h"
#include "report/findings.h"
#include "report/github_comment.h"

namespace migcheck {

namespace {

class Delivery {
 public:
  Delivery(Client& client, long number, const Ownership& ownership)
      : client_(client), list_(fmt::format("/issues/{}/comments", number)), ownership_(ownership) {}

  // Writes the text, and says what it did. A report that is clear makes no comment.
  std::string write(const std::string& text, bool is_clear) {
    const std::vector<GitHubComment> there = ours();
    if (there.empty()) {
      if (is_clear) return "no comment, for there is nothing to say";
      post(text);
      return "comment";
    }
    const GitHubComment& first = there.front();
    if (first.body != text) client_.patch(path_of(first), comment_body(text));
    for (std::size_t i = 1; i < there.size(); ++i) client_.remove(path_of(there[i]));
    return first.body == text ? "comment, which says so already" : "comment, updated";
  }

 private:
  std::vector<GitHubComment> ours() {
    std::vector<GitHubComment> all = comments_in(client_.pages(list_));
    std::erase_if(all, [&](const auto& each) { return !ownership_.is_ours(each, comment_marker); });
    return all;
  }

  void post(const std::string& text) {
    client_.post(list_, comment_body(text),
                 [&] { return ours().empty() ? std::nullopt : std::optional<std::string>(""); });
  }

  static std::string path_of(const GitHubComment& comment) {
    return fmt::format("/issues/comments/{}", comment.id);
  }

  Client& client_;
  std::string list_;
  const Ownership& ownership_;
};

}  // namespace

Outcome deliver_comment(Client& client, const Report& report, long number,
                        const std::string& details_url, const Ownership& ownership) {
  const std::vector<const Finding*> findings = shown_findings(report.findings);
  const StickyComment comment = sticky_comment(report, details_url);
  Outcome outcome;
  try {
    const std::string done =
        Delivery(client, number, ownership).write(comment.text, findings.empty());
    outcome.messages.push_back(done +
                               (comment.complete ? "" : ", which could not name all findings"));
    if (comment.complete) outcome.delivered.insert(findings.begin(), findings.end());
  } catch (const DeliveryFailure& failure) {
    outcome.failed = true;
    outcome.messages.push_back(fmt::format("no comment: {}", failure.what()));
  }
  return outcome;
}

}  // namespace migcheck
