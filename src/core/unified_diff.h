#pragma once

#include <string>
#include <string_view>

namespace migcheck {

// The difference of two texts that have the same number of lines, as `diff -u` writes it with three
// lines of context, so that `git apply` and `patch` take it; empty where they are equal.
std::string unified_diff(const std::string& path, std::string_view before, std::string_view after);

}  // namespace migcheck
