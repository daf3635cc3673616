#pragma once

#include <vector>

#include "core/finding.h"

namespace migcheck {

// Gives every finding its fingerprint: 16 hexadecimal digits made of the policy, the path, the
// revision, the direction and the statement (or, without one, the message), white space aside, and
// a number where all of these are equal. It survives edits elsewhere in the file.
void set_fingerprints(std::vector<Finding>& findings);

}  // namespace migcheck
