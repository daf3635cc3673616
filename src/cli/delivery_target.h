#pragma once

#include <optional>
#include <string>

#include "cli/event.h"
#include "github/deliver.h"

namespace migcheck {

// What GitHub's runner says in environment variables beside the event. Empty where it says nothing.
struct RunnerVariables {
  std::string token;       // GITHUB_TOKEN
  std::string api_url;     // GITHUB_API_URL
  std::string server_url;  // GITHUB_SERVER_URL
  std::string repository;  // GITHUB_REPOSITORY
  std::string run_id;      // GITHUB_RUN_ID
  std::string sha;         // GITHUB_SHA
  std::string actor;       // GITHUB_ACTOR
  std::string event_name;  // GITHUB_EVENT_NAME

  static RunnerVariables of_process();
};

// Where to deliver to. A check run belongs to the pull request's head: GITHUB_SHA is its merge.
// Source: GitHub documentation, "Variables reference" and "Events that trigger workflows".
DeliveryTarget delivery_target(const RunnerVariables& variables, const std::optional<Event>& event);

}  // namespace migcheck
