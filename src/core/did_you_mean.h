#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace migcheck {

// The candidate nearest to `name` by edit distance, if one is near enough to be what was meant:
// at most a third of the name's length, at least one edit.
std::optional<std::string> did_you_mean(std::string_view name,
                                        std::span<const std::string> candidates);

}  // namespace migcheck
