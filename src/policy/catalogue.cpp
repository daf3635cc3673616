#include "policy/catalogue.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/did_you_mean.h"
#include "core/error.h"
#include "policy/embedded.h"
#include "policy/load.h"

namespace migcheck {

const std::vector<Policy>& builtin_policies() {
  static const std::vector<Policy> policies = load_policies(embedded_policies(), facts_of);
  return policies;
}

const Policy& find_policy(std::span<const Policy> policies, const std::string& id) {
  for (const Policy& policy : policies) {
    if (policy.id == id) return policy;
  }
  std::vector<std::string> ids;
  for (const Policy& policy : policies) ids.push_back(policy.id);
  const std::optional<std::string> meant = did_you_mean(id, ids);
  throw Error(fmt::format("there is no policy '{}'", id),
              meant ? fmt::format("did you mean '{}'?", *meant)
                    : std::string("run `migcheck policies` for the names"));
}

const Policy& find_policy(const std::string& id) { return find_policy(builtin_policies(), id); }

}  // namespace migcheck
