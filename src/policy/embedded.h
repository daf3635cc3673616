#pragma once

#include <span>
#include <string_view>

namespace migcheck {

// A file below policies/ as it was when migcheck was built.
struct EmbeddedFile {
  std::string_view path;  // "policies/lock/index-without-concurrently/policy.json"
  std::string_view text;
};

// Ordered by path. Defined in a file that cmake/EmbedPolicies.cmake generates.
std::span<const EmbeddedFile> embedded_policies();

}  // namespace migcheck
