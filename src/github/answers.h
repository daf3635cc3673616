#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace migcheck {

// What is needed of GitHub's answers. Each function takes the body of an answer, or those of all
// pages of a list, and throws a DeliveryFailure for what it does not understand.
// Source of the fields: GitHub's OpenAPI description, which the tests hold against this list.

struct CheckRunState {
  std::int64_t id = 0;
  std::string external_id;
  std::string status;  // "in_progress", "completed", …
  std::size_t annotations = 0;
};

struct GitHubComment {
  std::int64_t id = 0;
  std::string body;
  std::string login;  // of its author
  bool by_bot = false;

  // Of a review's comment only.
  std::string path;
  std::optional<std::size_t> line;  // nothing: outdated, its lines are no longer in the diff
  std::optional<std::int64_t> reply_to;
};

struct ChangedFile {
  std::string path;
  bool added = false;
  std::string patch;  // hunks of a unified diff; empty where it is too large, or not text
};

CheckRunState check_run_in(const std::string& body);
std::vector<CheckRunState> check_runs_in(const std::vector<std::string>& pages);
std::vector<GitHubComment> comments_in(const std::vector<std::string>& pages);
std::vector<ChangedFile> files_in(const std::vector<std::string>& pages);
std::optional<std::string> login_in(const std::string& body);

// Whether the answer is about something that GitHub has made or changed. A proxy's page is not,
// whatever its status says. Never throws.
bool has_id(const std::string& body);

}  // namespace migcheck
