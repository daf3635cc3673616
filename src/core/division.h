#pragma once

// How several threads share a history whose revisions build on each other.

#include <cstddef>
#include <mutex>
#include <vector>

namespace migcheck {

// Each thread goes through all steps in their order. The first one checks from the beginning; each
// of the others replays, which is much quicker, until what lies between it and the one before it is
// as much as its own share of what lies ahead. From there on it checks, and the one before it stops
// there: equally fast threads end at the same time, however much quicker it is to replay.
class Division {
 public:
  // How long it takes to check each step, in any unit.
  Division(const std::vector<std::size_t>& weights, std::size_t threads);

  enum class Turn { replay, check, done };

  // What that thread, numbered from 0, is to do with the step, now that it has done those before.
  Turn turn(std::size_t thread, std::size_t step);

  // The thread could not do the step that it was to do, and ends. If that was a check then the
  // steps behind it are nobody's any more; a step to be replayed is left to the thread before.
  void give_up(std::size_t thread);

  // When all are done: the thread that checked the last step, and so has been through all of them.
  std::size_t last() const;

 private:
  struct Thread {
    std::size_t at = 0;  // the step that it does
    std::size_t end = 0;
    bool checks = false;
    bool done = false;
    bool failed = false;  // then it is done, too
  };

  bool leaves_nothing(const Thread& thread) const;

  bool may_begin(std::size_t thread, std::size_t step) const;

  bool follows_failed_check(std::size_t thread) const;

  std::vector<std::size_t> before_;  // the weight of all steps before each one, and of all
  std::vector<Thread> threads_;
  std::mutex busy_;
};

}  // namespace migcheck
