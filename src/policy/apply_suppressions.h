#pragma once

// Internal to policy/.

#include <vector>

#include "core/finding.h"
#include "policy/check.h"

namespace migcheck {

// Marks the findings that the comments of the selected files suppress, and adds one for each
// comment that suppresses nothing. A file that was not selected keeps its comments to itself.
void apply_suppressions(const CheckInput& input, const PolicyRules& rules,
                        std::vector<Finding>& findings);

}  // namespace migcheck
