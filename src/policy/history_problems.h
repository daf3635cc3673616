#pragma once

// Internal to policy/.

#include <vector>

#include "core/finding.h"
#include "policy/check.h"

namespace migcheck {

// Findings about the history as a whole: its graph, its shipped files, files that cannot be read.
std::vector<Finding> history_findings(const CheckInput& input, const PolicyRules& rules);

}  // namespace migcheck
