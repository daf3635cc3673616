#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace migcheck {

// Calls work(0) … work(count - 1), each once, on as many threads as there are cores; returns when
// all are done. Each call must be independent of the others, and must not throw.
template <typename Work>
void in_parallel(std::size_t count, const Work& work) {
  constexpr std::size_t fewest = 8;  // for which a thread is worth its start
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  const std::size_t wanted = std::min<std::size_t>(std::thread::hardware_concurrency(), 8);
  std::vector<std::jthread> helpers;
  for (std::size_t i = 1; i < std::min(wanted, count / fewest); ++i) helpers.emplace_back(run);
  run();
}

}  // namespace migcheck
