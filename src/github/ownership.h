#pragma once

#include <optional>
#include <string>

#include "github/answers.h"

namespace migcheck {

// Which comments are ours: those that begin with our marker and are by the token's own user. An
// App's token cannot ask for its name; then a bot has to be the author, which no person can be. So
// nobody gets a comment changed or deleted by writing our marker.
class Ownership {
 public:
  explicit Ownership(std::optional<std::string> login) : login_(std::move(login)) {}

  bool is_ours(const GitHubComment& comment, const std::string& marker) const {
    const bool by_us = login_ ? comment.login == *login_ : comment.by_bot;
    return by_us && comment.body.starts_with(marker);
  }

 private:
  std::optional<std::string> login_;
};

}  // namespace migcheck
