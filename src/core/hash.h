#pragma once

#include <cstdint>
#include <string_view>

namespace migcheck {

// FNV-1a, 64 bits: stable across platforms, and enough against chance. Nobody may gain by a
// collision. Source: draft-eastlake-fnv, section 2.
constexpr std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  return hash;
}

}  // namespace migcheck
