#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace migcheck {

// A checksum against damage, not against an enemy, that keeps up with copying from memory: four
// lanes, because each waits for its multiplication.
class Checksum {
 public:
  // Consecutive parts; each but the last has a multiple of 32 bytes.
  void add(std::string_view part);

  std::uint64_t value() const;

 private:
  static constexpr std::size_t kLanes = 4, kStep = kLanes * sizeof(std::uint64_t);

  void mix(const char* bytes);

  std::array<std::uint64_t, kLanes> lanes_{1, 2, 3, 4};
};

}  // namespace migcheck
