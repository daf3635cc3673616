#include "github/clock.h"

#include <thread>

namespace migcheck {

using std::chrono::milliseconds;

milliseconds SystemClock::steady() {
  const auto since_start = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<milliseconds>(since_start) * speed_;
}

std::int64_t SystemClock::unix_seconds() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

void SystemClock::sleep(milliseconds time) {
  std::this_thread::sleep_for(std::chrono::duration_cast<std::chrono::microseconds>(time) / speed_);
}

}  // namespace migcheck
