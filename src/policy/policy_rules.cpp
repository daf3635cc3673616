#include "policy/policy_rules.h"

#include <re2/re2.h>

#include <algorithm>

#include "policy/catalogue.h"

namespace migcheck {

namespace {

// A pattern for paths as a regular expression; a folder means everything below it.
std::string expression_of(std::string_view pattern) {
  std::string expression = "^";
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool twice = pattern.substr(i).starts_with("**");
    if (pattern.substr(i).starts_with("**/")) {
      expression += "(?:.*/)?";
      i += 2;
    } else if (pattern[i] == '*') {
      expression += twice ? ".*" : "[^/]*";
      i += twice ? 1 : 0;
    } else if (pattern[i] == '?') {
      expression += "[^/]";
    } else {
      expression += re2::RE2::QuoteMeta(re2::StringPiece(&pattern[i], 1));
    }
  }
  return expression + (pattern.ends_with('/') ? ".*$" : "(?:/.*)?$");
}

}  // namespace

PolicyRules::PolicyRules() : project_(builtin_policies()) {}

void PolicyRules::add(std::string_view pattern, Severities severities) {
  overrides_.push_back(
      {std::make_shared<const re2::RE2>(expression_of(pattern)), std::move(severities)});
}

void PolicyRules::set(const std::string& policy, Severity severity) {
  project_.set(policy, severity);
  combined_.clear();
}

const PolicySet& PolicyRules::at(std::string_view path) const {
  std::vector<bool> matches;
  for (const Override& rule : overrides_) {
    matches.push_back(
        re2::RE2::FullMatch(re2::StringPiece(path.data(), path.size()), *rule.pattern));
  }
  if (std::find(matches.begin(), matches.end(), true) == matches.end()) return project_;
  const auto [found, is_new] = combined_.try_emplace(matches, project_);
  for (std::size_t i = 0; is_new && i < matches.size(); ++i) {
    if (!matches[i]) continue;
    for (const auto& [policy, severity] : overrides_[i].severities) {
      found->second.set(policy, severity);
    }
  }
  return found->second;
}

}  // namespace migcheck
