#include "policy/judge.h"

#include <algorithm>

#include "policy/catalogue.h"
#include "policy/message.h"

namespace migcheck {

namespace {

Finding made(const Policy& policy, const FactSource& facts, const Place& place) {
  Finding finding;
  finding.policy = policy.id;
  finding.severity = policy.severity;
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

bool is_superseded(const Policy& policy, const std::vector<const Policy*>& others) {
  return std::any_of(others.begin(), others.end(), [&](const Policy* other) {
    return std::find(other->supersedes.begin(), other->supersedes.end(), policy.id) !=
           other->supersedes.end();
  });
}

}  // namespace

std::vector<Finding> judge(Subject subject, const FactSource& facts, const Place& place) {
  std::vector<const Policy*> violated;
  for (const Policy& policy : builtin_policies()) {
    if (policy.subject != subject || policy.severity == Severity::off) continue;
    if (holds(policy.when, facts)) violated.push_back(&policy);
  }
  std::vector<Finding> findings;
  for (const Policy* policy : violated) {
    if (!is_superseded(*policy, violated)) findings.push_back(made(*policy, facts, place));
  }
  return findings;
}

}  // namespace migcheck
