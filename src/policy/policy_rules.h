#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy_set.h"

namespace re2 {
class RE2;
}

namespace migcheck {

// Which policies are in force, file by file: those of the whole project, and what the project says
// for some of its paths.
class PolicyRules {
 public:
  using Severities = std::map<std::string, Severity>;  // by policy

  // What migcheck brings along, in the preset `recommended`.
  PolicyRules();

  explicit PolicyRules(PolicySet project) : project_(std::move(project)) {}

  // Severities for the files that the pattern means: `*` and `?` stay within a folder, `**` does
  // not. Of several patterns that mean a file, the last one outranks the others.
  void add(std::string_view pattern, Severities severities);

  // For the whole project.
  void set(const std::string& policy, Severity severity);

  // The path is one of the repository.
  const PolicySet& at(std::string_view path) const;

  const PolicySet& project() const { return project_; }

 private:
  struct Override {
    std::shared_ptr<const re2::RE2> pattern;
    Severities severities;
  };

  PolicySet project_;
  std::vector<Override> overrides_;
  mutable std::map<std::vector<bool>, PolicySet> combined_;  // by the overrides that match
};

}  // namespace migcheck
