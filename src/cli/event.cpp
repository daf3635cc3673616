#include "cli/event.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/error.h"

namespace migcheck {

namespace {

using Json = nlohmann::json;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string read_event_file(const std::string& path) {
  if (path.empty()) return "";
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw Error("GITHUB_EVENT_PATH names \"" + path + "\", which cannot be read",
                "Mount the runner's folder into the container, or name the base with --base");
  }
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// The text at a path such as "/pull_request/base/sha"; empty where there is none.
std::string text_at(const Json& event, const char* path) {
  const Json::json_pointer pointer(path);
  if (!event.contains(pointer)) return "";
  const Json& value = event[pointer];
  return value.is_string() ? value.get<std::string>() : "";
}

std::string id_at(const Json& event, const char* path) {
  const std::string id = text_at(event, path);
  if (id.size() != 40 || id.find_first_not_of("0123456789abcdef") != std::string::npos) {
    throw Error("the event of GITHUB_EVENT_PATH has no commit id at " + std::string(path),
                "Name the base with --base");
  }
  return id;
}

bool is_absent(const std::string& id) { return id.find_first_not_of('0') == std::string::npos; }

std::string branch_of(const std::string& reference) {
  constexpr std::string_view prefix = "refs/heads/";
  return reference.starts_with(prefix) ? reference.substr(prefix.size()) : "";
}

Event pull_request(const Json& event) {
  Event read;
  read.kind = Event::Kind::pull_request;
  read.base = id_at(event, "/pull_request/base/sha");
  read.head = id_at(event, "/pull_request/head/sha");
  read.base_branch = text_at(event, "/pull_request/base/ref");
  const Json::json_pointer number("/pull_request/number");
  if (event.contains(number) && event[number].is_number_integer()) {
    read.number = event[number].get<long>();
  }
  const std::string base_repository = text_at(event, "/pull_request/base/repo/full_name");
  read.from_fork = text_at(event, "/pull_request/head/repo/full_name") != base_repository;
  return read;
}

Event merge_group(const Json& event) {
  Event read;
  read.kind = Event::Kind::merge_group;
  read.base = id_at(event, "/merge_group/base_sha");
  read.head = id_at(event, "/merge_group/head_sha");
  read.base_branch = branch_of(text_at(event, "/merge_group/base_ref"));
  return read;
}

Event push(const Json& event) {
  Event read;
  read.kind = Event::Kind::push;
  read.base = id_at(event, "/before");
  read.head = id_at(event, "/after");
  read.base_branch = branch_of(text_at(event, "/ref"));
  const auto forced = event.find("forced");
  read.forced = forced != event.end() && *forced == true;
  if (is_absent(read.base)) read.base.clear();
  return read;
}

Json parse(const std::string& text) {
  Json event = Json::parse(text, nullptr, false);
  if (!event.is_object()) {
    throw Error("the file of GITHUB_EVENT_PATH is not a JSON object", "Name the base with --base");
  }
  return event;
}

}  // namespace

Environment Environment::of_process() {
  return {variable("GITHUB_EVENT_NAME"), read_event_file(variable("GITHUB_EVENT_PATH")),
          variable("GITHUB_BASE_REF"), variable("PRE_COMMIT_FROM_REF"),
          variable("PRE_COMMIT_TO_REF"), variable("PRE_COMMIT_REMOTE_NAME")};
}

std::optional<Event> read_event(const Environment& environment) {
  const std::string& name = environment.event_name;
  if (name.empty() && environment.event.empty()) return std::nullopt;
  const bool is_about_change =
      name.starts_with("pull_request") || name == "merge_group" || name == "push";
  if (environment.event.empty()) {
    if (!is_about_change || !environment.base_ref.empty()) return std::nullopt;
    throw Error("the event is a " + name + ", but GITHUB_EVENT_PATH names no file",
                "Name the base with --base");
  }
  const Json event = parse(environment.event);
  // Reviews of a pull request and comments on one have the same part.
  if (event.contains("pull_request")) return pull_request(event);
  if (event.contains("merge_group")) return merge_group(event);
  if (name == "push") {
    Event read = push(event);
    if (is_absent(read.head)) return std::nullopt;  // the branch was deleted
    return read;
  }
  if (!is_about_change) return std::nullopt;
  throw Error("the event is a " + name + ", but the file of GITHUB_EVENT_PATH is not of one",
              "Name the base with --base");
}

}  // namespace migcheck
