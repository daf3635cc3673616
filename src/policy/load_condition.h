#pragma once

#include <vector>

#include "core/json_node.h"
#include "facts/fact.h"
#include "policy/condition.h"

namespace migcheck {

// The `when` of a policy whose subject has these facts. A name, type, operator or regular
// expression that is wrong is an Error.
Condition load_condition(const JsonNode& node, const std::vector<FactInfo>& facts);

// The names, for a "did you mean".
std::vector<std::string> names_of(const std::vector<FactInfo>& facts);

}  // namespace migcheck
