#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace migcheck {

// Ends what takes too much time or space, from outside: a migration may switch PostgreSQL's own
// timeouts off, and PostgreSQL has no limit for what a whole server stores. A thread looks five
// times a second, while something runs; in a data folder of a thousand files that is a
// millisecond of work.
class Watchdog {
 public:
  struct Limits {
    std::chrono::milliseconds time;  // for each step
    std::uint64_t bytes = 0;
  };

  // Both are called in the watchdog's thread. None of them may throw.
  struct Actions {
    std::function<std::uint64_t()> size;    // how many bytes are stored now
    std::function<void(int attempt)> stop;  // ends what runs; harder with each attempt, from 0
  };

  Watchdog(Limits limits, Actions actions);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  // A step begins, and ends. Where it was stopped, why: "it runs for longer than 15 min, the
  // time-limit". What follows is not stopped by mistake.
  void begin();
  std::optional<std::string> end();

 private:
  using Clock = std::chrono::steady_clock;

  void watch();
  std::string excess(std::uint64_t bytes) const;

  const Limits limits_;
  const Actions actions_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool over_ = false;     // the thread is to end
  bool running_ = false;  // a step
  bool busy_ = false;     // one of the actions
  Clock::time_point began_, stopped_;
  int attempts_ = 0;
  std::string reason_;
  std::thread thread_;  // the last member: it uses the others
};

// The bytes of all the files below a folder; what vanishes meanwhile does not matter.
std::uint64_t bytes_in(const std::string& folder) noexcept;

}  // namespace migcheck
