#include "core/division.h"

#include <algorithm>
#include <numeric>

namespace migcheck {

Division::Division(const std::vector<std::size_t>& weights, std::size_t threads)
    : before_(weights.size() + 1), threads_(threads) {
  std::partial_sum(weights.begin(), weights.end(), before_.begin() + 1);
  for (Thread& thread : threads_) thread.end = weights.size();
  threads_.front().checks = true;
}

bool Division::leaves_nothing(const Thread& thread) const {
  return thread.done || (thread.checks && thread.at + 1 >= thread.end);
}

// The threads behind this one take a part of what lies ahead; about how much they leave to it.
bool Division::may_begin(std::size_t thread, std::size_t step) const {
  constexpr double next = 0.6;  // of the share of the thread before, which begins earlier
  const Thread& previous = threads_[thread - 1];
  if (!previous.checks || previous.at >= step) return false;
  double shares = 0;
  for (std::size_t i = thread; i < threads_.size(); ++i) shares = shares * next + 1;
  const auto ahead = static_cast<double>(before_.back() - before_[step]);
  const auto left = static_cast<double>(before_[step] - before_[previous.at]);
  return ahead / shares <= left;
}

bool Division::follows_failed_check(std::size_t thread) const {
  return std::any_of(threads_.begin(), threads_.begin() + static_cast<std::ptrdiff_t>(thread),
                     [](const Thread& before) { return before.checks && before.failed; });
}

void Division::give_up(std::size_t thread) {
  const std::lock_guard lock(busy_);
  threads_[thread].done = threads_[thread].failed = true;
}

Division::Turn Division::turn(std::size_t thread, std::size_t step) {
  const std::lock_guard lock(busy_);
  Thread& own = threads_[thread];
  if (!own.checks && may_begin(thread, step)) {
    threads_[thread - 1].end = step;
    own.checks = true;
  }
  own.done = step >= own.end || (!own.checks && leaves_nothing(threads_[thread - 1])) ||
             follows_failed_check(thread);
  if (own.done) return Turn::done;
  own.at = step;
  return own.checks ? Turn::check : Turn::replay;
}

std::size_t Division::last() const {
  std::size_t last = threads_.size() - 1;
  while (!threads_[last].checks) --last;
  return last;
}

}  // namespace migcheck
