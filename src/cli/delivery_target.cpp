#include "cli/delivery_target.h"

#include <cstdlib>

namespace migcheck {

namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Only what can stand in a link of Markdown as it is.
bool is_plain_url(const std::string& url) {
  return url.starts_with("https://") &&
         url.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
             ":/.-_") == std::string::npos;
}

std::string url_of_run(const RunnerVariables& variables) {
  if (variables.server_url.empty() || variables.run_id.empty()) return "";
  const std::string url =
      variables.server_url + "/" + variables.repository + "/actions/runs/" + variables.run_id;
  return is_plain_url(url) ? url : "";
}

// Under pull_request_target a fork's pull request has a token that may write.
std::string why_read_only(const RunnerVariables& variables, const std::optional<Event>& event) {
  if (event && event->from_fork && variables.event_name != "pull_request_target") {
    return "the pull request is from a fork";
  }
  if (variables.actor == "dependabot[bot]") return "Dependabot has started the workflow";
  return "";
}

}  // namespace

RunnerVariables RunnerVariables::of_process() {
  return {variable("GITHUB_TOKEN"),      variable("GITHUB_API_URL"),
          variable("GITHUB_SERVER_URL"), variable("GITHUB_REPOSITORY"),
          variable("GITHUB_RUN_ID"),     variable("GITHUB_SHA"),
          variable("GITHUB_ACTOR"),      variable("GITHUB_EVENT_NAME")};
}

DeliveryTarget delivery_target(const RunnerVariables& variables,
                               const std::optional<Event>& event) {
  DeliveryTarget target;
  target.token = variables.token;
  target.api_url = variables.api_url.empty() ? "https://api.github.com" : variables.api_url;
  while (target.api_url.ends_with('/')) target.api_url.pop_back();
  target.repository = variables.repository;
  target.head_sha = event ? event->head : variables.sha;
  target.details_url = url_of_run(variables);
  target.pull_request = event ? event->number : 0;
  target.read_only = why_read_only(variables, event);
  return target;
}

}  // namespace migcheck
