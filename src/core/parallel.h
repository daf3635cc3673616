#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace migcheck {

// Calls work(0) … work(count - 1), each once, on as many threads as there are cores; returns when
// all are done. Each call must be independent of the others. What one throws is thrown here, once
// the others are done; of several, what the first in the order of their numbers has thrown. A
// thread is started for every `fewest` calls, for which it is worth while; where no more can be
// started, those that there are do it all.
template <typename Work>
void in_parallel(std::size_t count, const Work& work, std::size_t fewest = 8) {
  std::atomic<std::size_t> next = 0;
  std::mutex failing;
  std::exception_ptr failure;
  std::size_t failed = count;
  const auto run = [&] {
    std::size_t i = 0;
    try {
      for (i = next++; i < count; i = next++) work(i);
    } catch (...) {
      const std::lock_guard lock(failing);
      if (i < failed) failure = std::current_exception();
      failed = std::min(failed, i);
    }
  };
  const std::size_t wanted = std::min<std::size_t>(std::thread::hardware_concurrency(), 8);
  {
    std::vector<std::jthread> helpers;
    try {
      for (std::size_t i = 1; i < std::min(wanted, count / fewest); ++i) helpers.emplace_back(run);
    } catch (const std::system_error&) {  // this thread does the work
    }
    run();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace migcheck
