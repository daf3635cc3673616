#include "postgres/checksum.h"

#include <algorithm>
#include <cstring>

namespace migcheck {

namespace {

std::uint64_t step(std::uint64_t lane, std::uint64_t word) {
  lane = (lane ^ word) * 0x9e3779b97f4a7c15;
  return lane ^ (lane >> 32);
}

}  // namespace

void Checksum::add(std::string_view part) {
  for (; part.size() >= kStep; part.remove_prefix(kStep)) mix(part.data());
  if (part.empty()) return;
  std::array<char, kStep> rest{};
  std::copy(part.begin(), part.end(), rest.begin());
  mix(rest.data());
}

void Checksum::mix(const char* bytes) {
  std::array<std::uint64_t, kLanes> words;
  std::memcpy(words.data(), bytes, kStep);
  for (std::size_t i = 0; i < kLanes; ++i) lanes_[i] = step(lanes_[i], words[i]);
}

std::uint64_t Checksum::value() const {
  std::uint64_t all = 0;
  for (const std::uint64_t lane : lanes_) all = step(all, lane);
  return all;
}

}  // namespace migcheck
