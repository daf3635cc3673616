#pragma once

// Internal to policy/: see with_observed().

#include <span>
#include <string_view>

#include "core/executed.h"
#include "core/revision.h"

namespace migcheck {

// The script with what its opaque statements were seen to execute; `file` is the text of its file.
Script with_observed(Script script, std::string_view file,
                     std::span<const ExecutedStatement> executed);

}  // namespace migcheck
