#pragma once

#include <span>

#include "core/embedded_file.h"

namespace migcheck {

// The files below policies/: "policies/lock/index-without-concurrently/policy.json".
std::span<const EmbeddedFile> embedded_policies();

}  // namespace migcheck
