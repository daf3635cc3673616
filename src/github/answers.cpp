#include "github/answers.h"

#include <nlohmann/json.hpp>

#include "github/client.h"

namespace migcheck {

namespace {

using Json = nlohmann::json;

Json parsed(const std::string& body) {
  Json json = Json::parse(body, nullptr, false);
  if (json.is_discarded()) throw DeliveryFailure("the answer is not JSON");
  return json;
}

// Runs a reader of JSON: whatever it misses means the answer is not GitHub's.
template <typename Read>
auto understood(const Read& read) {
  try {
    return read();
  } catch (const Json::exception&) {
    throw DeliveryFailure("the answer is not one of GitHub's API");
  }
}

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

template <typename Number>
std::optional<Number> number_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_integer()) return std::nullopt;
  return found->get<Number>();
}

CheckRunState check_run(const Json& json) {
  return {json.at("id").get<std::int64_t>(), text_of(json, "external_id"), json.at("status"),
          json.at("output").at("annotations_count").get<std::size_t>()};
}

GitHubComment comment(const Json& json) {
  GitHubComment read;
  read.id = json.at("id").get<std::int64_t>();
  read.body = text_of(json, "body");
  const Json& user = json.at("user");  // null where the account is gone
  if (user.is_object()) {
    read.login = text_of(user, "login");
    read.by_bot = text_of(user, "type") == "Bot";
  }
  read.path = text_of(json, "path");
  read.line = number_of<std::size_t>(json, "line");
  read.reply_to = number_of<std::int64_t>(json, "in_reply_to_id");
  return read;
}

ChangedFile changed_file(const Json& json) {
  return {json.at("filename"), json.at("status") == "added", text_of(json, "patch")};
}

template <typename Item>
std::vector<Item> items(const std::vector<std::string>& pages, Item (*read)(const Json&)) {
  return understood([&] {
    std::vector<Item> found;
    for (const std::string& page : pages) {
      const Json list = parsed(page);
      if (!list.is_array()) throw DeliveryFailure("the answer is not a list");
      for (const Json& item : list) found.push_back(read(item));
    }
    return found;
  });
}

}  // namespace

CheckRunState check_run_in(const std::string& body) {
  return understood([&] { return check_run(parsed(body)); });
}

std::vector<CheckRunState> check_runs_in(const std::vector<std::string>& pages) {
  return understood([&] {
    std::vector<CheckRunState> found;
    for (const std::string& page : pages) {
      const Json answer = parsed(page);
      for (const Json& item : answer.at("check_runs")) found.push_back(check_run(item));
    }
    return found;
  });
}

std::vector<GitHubComment> comments_in(const std::vector<std::string>& pages) {
  return items(pages, comment);
}

std::vector<ChangedFile> files_in(const std::vector<std::string>& pages) {
  return items(pages, changed_file);
}

bool has_id(const std::string& body) {
  const Json json = Json::parse(body, nullptr, false);
  return json.is_object() && number_of<std::int64_t>(json, "id").has_value();
}

std::optional<std::string> login_in(const std::string& body) {
  const std::string login = understood([&] { return parsed(body).at("login").get<std::string>(); });
  return login.empty() ? std::nullopt : std::optional(login);
}

}  // namespace migcheck
