#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"

namespace migcheck {

enum class Preset { recommended, strict, locks_only, reversibility };

const char* to_string(Preset preset);

// The preset of that name ("recommended", "strict", "locks-only", "reversibility"), or nothing.
std::optional<Preset> preset_from(std::string_view name);

// What a preset makes of a policy. locks-only and reversibility keep of `recommended` the
// categories that they are about, and what says that something could not be read.
Severity severity_in(Preset preset, const Policy& policy);

// Policies with the severities that a preset and a project give them. Each is off, or a finding of
// it has the severity that stands here.
class PolicySet {
 public:
  using Severities = std::map<std::string, Severity>;  // by policy

  // The policies must outlive it.
  explicit PolicySet(std::span<const Policy> policies, Preset preset = Preset::recommended);

  // The policy must be one of them.
  void set(const std::string& policy, Severity severity);

  struct Active {
    const Policy* policy = nullptr;
    Severity severity = Severity::warning;
    Condition when = {};  // what is left to ask of the policy's, given the discriminant
  };

  // Those of the subject that are not off and that can hold for facts with this discriminant: the
  // kind of a statement, the problem of a history or of a rehearsal. In the order of the policies.
  std::span<const Active> candidates(Subject subject, std::string_view discriminant) const;

  std::span<const Policy> policies() const { return policies_; }
  Severity severity(const std::string& policy) const;

 private:
  using ByDiscriminant = std::map<std::string, std::vector<Active>, std::less<>>;

  std::vector<Active> select(Subject subject, std::string_view discriminant) const;

  std::span<const Policy> policies_;
  std::vector<Severity> severities_;  // parallel to policies_
  mutable std::map<Subject, ByDiscriminant> candidates_;
};

}  // namespace migcheck
