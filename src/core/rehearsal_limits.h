#pragma once

#include <chrono>
#include <cstdint>

namespace migcheck {

// How much time and space the rehearsal of migrations may take.
struct RehearsalLimits {
  using Time = std::chrono::milliseconds;

  Time statement = std::chrono::seconds(300);    // one statement; a migration may set it otherwise
  Time lock = std::chrono::seconds(10);          // waiting for one lock; likewise
  Time step = std::chrono::minutes(15);          // one upgrade or downgrade, whatever it sets
  std::uint64_t bytes = std::uint64_t{2} << 30;  // everything that the server stores
};

}  // namespace migcheck
