#include <nlohmann/json.hpp>

#include "policy/catalogue.h"

namespace migcheck {

namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Policy& policy) {
  return {{"id", policy.id},
          {"title", policy.title},
          {"category", policy.category},
          {"subject", to_string(policy.subject)},
          {"severity", to_string(policy.severity)},
          {"strict", to_string(policy.strict)},
          {"message", policy.message},
          {"help", {{"sql", policy.help_sql}, {"alembic", policy.help_alembic}}},
          {"why", policy.why},
          {"url", policy.url.empty() ? Json() : Json(policy.url)},
          {"supersedes", policy.supersedes}};
}

}  // namespace

std::string policies_json(std::span<const Policy> policies) {
  Json list = Json::array();
  for (const Policy& policy : policies) list.push_back(to_json(policy));
  return Json{{"policies", list}}.dump(2) + "\n";
}

}  // namespace migcheck
