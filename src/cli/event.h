#pragma once

#include <optional>
#include <string>

namespace migcheck {

// What the surroundings say about the change at hand, as they say it: GitHub's runner and
// pre-commit. Empty where they say nothing.
struct Environment {
  std::string event_name;   // GITHUB_EVENT_NAME
  std::string event;        // the content of the file that GITHUB_EVENT_PATH names
  std::string base_ref;     // GITHUB_BASE_REF, the pull request's base branch
  std::string from_ref;     // PRE_COMMIT_FROM_REF and PRE_COMMIT_TO_REF: what is being pushed, or
  std::string to_ref;       // what `pre-commit run --from-ref --to-ref` was given
  std::string remote = {};  // PRE_COMMIT_REMOTE_NAME, where to; given for a push only

  // Of this process. Error when the file of the event cannot be read.
  static Environment of_process();
};

// The change that an event is about. Ids are full.
struct Event {
  enum class Kind { pull_request, merge_group, push };

  Kind kind = Kind::pull_request;
  std::string base;         // id; empty for a push that created its branch
  std::string head;         // id
  std::string base_branch;  // "main"; for a push the branch that is pushed to, empty for a tag
  long number = 0;          // of the pull request
  bool forced = false;      // the push has thrown commits away
  bool from_fork = false;   // the pull request's head is in another repository, or in none any more
};

// Reads the event; nothing for one that is about no change (workflow_dispatch, schedule, …), and
// where only the base branch is known. Error when it is about a change and does not say which.
// Source: GitHub's documentation of the webhook payloads pull_request, merge_group and push.
std::optional<Event> read_event(const Environment& environment);

}  // namespace migcheck
