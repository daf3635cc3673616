#pragma once

#include <chrono>
#include <cstdint>

namespace migcheck {

// Time, so that tests need not wait.
class Clock {
 public:
  virtual ~Clock() = default;

  virtual std::chrono::milliseconds steady() = 0;  // since some moment; never goes back
  virtual std::int64_t unix_seconds() = 0;         // as x-ratelimit-reset counts
  virtual void sleep(std::chrono::milliseconds) = 0;
};

// The real one. With a `speed` of 100 its seconds pass a hundred times as fast: only tests want
// that.
class SystemClock : public Clock {
 public:
  explicit SystemClock(int speed = 1) : speed_(speed) {}

  std::chrono::milliseconds steady() override;
  std::int64_t unix_seconds() override;
  void sleep(std::chrono::milliseconds) override;

 private:
  int speed_;
};

}  // namespace migcheck
