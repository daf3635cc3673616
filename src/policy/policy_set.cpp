#include "policy/policy_set.h"

#include <algorithm>
#include <array>

#include "policy/catalogue.h"

namespace migcheck {

namespace {

constexpr std::array presets = {
    std::pair{Preset::recommended, "recommended"},
    std::pair{Preset::strict, "strict"},
    std::pair{Preset::locks_only, "locks-only"},
    std::pair{Preset::reversibility, "reversibility"},
};

bool is_in(const std::string& category, std::initializer_list<std::string_view> categories) {
  return std::find(categories.begin(), categories.end(), category) != categories.end();
}

bool is_met(const Condition& condition) {
  return condition.kind == Condition::Kind::all && condition.parts.empty();
}

// What is left to ask of a condition where it is known that the fact has this value: without the
// tests that it passes; nothing where it fails one.
std::optional<Condition> given(const Condition& condition, std::string_view fact,
                               std::string_view value) {
  if (condition.kind == Condition::Kind::all) {
    Condition left;
    for (const Condition& part : condition.parts) {
      std::optional<Condition> asked = given(part, fact, value);
      if (!asked) return std::nullopt;
      if (!is_met(*asked)) left.parts.push_back(std::move(*asked));
    }
    return left;
  }
  if (condition.kind != Condition::Kind::fact || condition.fact != fact) return condition;
  using Kind = FactTest::Kind;
  if (condition.test.kind != Kind::equals && condition.test.kind != Kind::one_of) return condition;
  const bool passes = std::ranges::any_of(condition.test.values, [&](const FactValue& wanted) {
    return std::get<std::string>(wanted) == value;
  });
  return passes ? std::optional(Condition()) : std::nullopt;
}

}  // namespace

const char* to_string(Preset preset) {
  const auto* const found = std::find_if(presets.begin(), presets.end(),
                                         [&](const auto& row) { return row.first == preset; });
  return found->second;
}

std::optional<Preset> preset_from(std::string_view name) {
  for (const auto& [preset, known] : presets) {
    if (name == known) return preset;
  }
  return std::nullopt;
}

Severity severity_in(Preset preset, const Policy& policy) {
  const std::string& category = policy.category;
  switch (preset) {
    case Preset::strict:
      return policy.strict;
    case Preset::locks_only:
      return is_in(category, {"lock", "rewrite", "transaction", "reading"}) ? policy.severity
                                                                            : Severity::off;
    case Preset::reversibility:
      return is_in(category, {"reversibility", "roundtrip", "reading"}) ? policy.severity
                                                                        : Severity::off;
    case Preset::recommended:
      break;
  }
  return policy.severity;
}

PolicySet::PolicySet(std::span<const Policy> policies, Preset preset) : policies_(policies) {
  for (const Policy& policy : policies) severities_.push_back(severity_in(preset, policy));
}

void PolicySet::set(const std::string& policy, Severity severity) {
  const Policy& known = find_policy(policies_, policy);
  severities_[static_cast<std::size_t>(&known - policies_.data())] = severity;
  candidates_.clear();
}

Severity PolicySet::severity(const std::string& policy) const {
  const Policy& known = find_policy(policies_, policy);
  return severities_[static_cast<std::size_t>(&known - policies_.data())];
}

std::vector<PolicySet::Active> PolicySet::select(Subject subject,
                                                 std::string_view discriminant) const {
  const char* fact = subject == Subject::statement ? "kind" : "problem";
  std::vector<Active> active;
  for (std::size_t i = 0; i < policies_.size(); ++i) {
    const Policy& policy = policies_[i];
    if (policy.subject != subject || severities_[i] == Severity::off) continue;
    if (std::optional<Condition> when = given(policy.when, fact, discriminant)) {
      active.push_back({&policy, severities_[i], std::move(*when)});
    }
  }
  return active;
}

std::span<const PolicySet::Active> PolicySet::candidates(Subject subject,
                                                         std::string_view discriminant) const {
  ByDiscriminant& known = candidates_[subject];
  const auto found = known.find(discriminant);
  if (found != known.end()) return found->second;
  return known.emplace(discriminant, select(subject, discriminant)).first->second;
}

}  // namespace migcheck
