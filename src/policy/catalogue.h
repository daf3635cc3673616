#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/report.h"
#include "policy/policy.h"
#include "policy/policy_set.h"

namespace migcheck {

// The policies that migcheck brings along, by id; loaded at the first call.
const std::vector<Policy>& builtin_policies();

// The policy of that id, or an Error with what may have been meant.
const Policy& find_policy(std::span<const Policy> policies, const std::string& id);

// The same of builtin_policies().
const Policy& find_policy(const std::string& id);

// Renderings; all pure.

// What `migcheck policies` prints: severity, id and title, one line for each policy, by category.
std::string policies_text(std::span<const Policy> policies);

// The JSON of `migcheck policies --format json`: {"policies": [{"id", "title", "category",
// "subject", "severity", "message", "help": {"sql", "alembic"}, "why", "url", "supersedes"}]}, as
// in policy.json.
std::string policies_json(std::span<const Policy> policies);

// The page docs/policies/README.md: the policies by category, each with a link to its own page.
std::string policies_markdown(std::span<const Policy> policies);

// The page docs/policies/<id>.md.
std::string policy_markdown(const Policy& policy);

// What `migcheck explain` prints.
std::string explain_text(const Policy& policy);

// The texts of those policies that findings are of, by id. The severities are the set's.
std::vector<PolicyText> texts_of(std::span<const Finding> findings, const PolicySet& policies);

}  // namespace migcheck
