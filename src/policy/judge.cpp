#include "policy/judge.h"

#include <algorithm>
#include <set>
#include <utility>

#include "policy/catalogue.h"
#include "policy/message.h"

namespace migcheck {

namespace {

using Active = PolicySet::Active;

Finding made(const Active& active, const FactSource& facts, const Place& place) {
  const Policy& policy = *active.policy;
  Finding finding;
  finding.policy = policy.id;
  finding.severity = active.severity;
  finding.subject = policy.subject;
  finding.message = fill(policy.message, facts);
  const bool python = place.file->path.ends_with(".py");
  finding.help = fill(python ? policy.help_alembic : policy.help_sql, facts);
  finding.url = policy.url;
  finding.file = place.file;
  finding.span = place.span;
  finding.revision = place.revision;
  finding.direction = place.direction;
  finding.sql = place.sql;
  finding.locks = place.locks;
  return finding;
}

bool is_superseded(const Active& active, const std::vector<const Active*>& others) {
  return std::any_of(others.begin(), others.end(), [&](const Active* other) {
    const std::vector<std::string>& ids = other->policy->supersedes;
    return std::find(ids.begin(), ids.end(), active.policy->id) != ids.end();
  });
}

}  // namespace

Verdict judge(const PolicyRules& rules, Subject subject, std::string_view discriminant,
              const FactSource& facts, const Place& place) {
  std::vector<const Active*> violated;
  for (const Active& active : rules.at(place.file->path).candidates(subject, discriminant)) {
    if (holds(active.when, facts)) violated.push_back(&active);
  }
  Verdict verdict;
  for (const Active* active : violated) {
    if (is_superseded(*active, violated)) {
      ++verdict.superseded;
    } else {
      verdict.findings.push_back(made(*active, facts, place));
    }
  }
  return verdict;
}

std::size_t supersede(const PolicyRules& rules, const std::vector<Finding>& rehearsed,
                      std::vector<Finding>& findings) {
  const std::span<const Policy> policies = rules.project().policies();
  std::set<std::pair<std::string, std::string>> superseded;  // revision and policy
  for (const Finding& finding : rehearsed) {
    for (const std::string& id : find_policy(policies, finding.policy).supersedes) {
      superseded.emplace(finding.revision, id);
    }
  }
  return std::erase_if(findings, [&](const Finding& finding) {
    return superseded.contains({finding.revision, finding.policy});
  });
}

}  // namespace migcheck
