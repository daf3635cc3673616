#include "core/parallel.h"

#include <doctest/doctest.h>

#include <chrono>
#include <stdexcept>
#include <string>

using namespace migcheck;

TEST_CASE("every call is made once") {
  for (const std::size_t count : {0, 1, 7, 8, 1000}) {
    CAPTURE(count);
    std::vector<std::atomic<int>> calls(count);
    in_parallel(count, [&](std::size_t i) { ++calls[i]; });
    CHECK(std::ranges::all_of(calls, [](const std::atomic<int>& made) { return made == 1; }));
  }
}

TEST_CASE("of what is thrown the first by number arrives, when no call runs any more") {
  std::atomic<int> running = 0;
  std::string thrown;
  for (int round = 0; round < 50; ++round) {
    try {
      in_parallel(100, [&](std::size_t i) {
        ++running;
        if (i != 40 && i != 41 && i != 90)
          std::this_thread::sleep_for(std::chrono::microseconds(50));
        --running;
        if (i == 40 || i == 41 || i == 90) throw std::runtime_error(std::to_string(i));
      });
    } catch (const std::runtime_error& error) {
      thrown += error.what();
      thrown += ' ';
      CHECK(running == 0);
    }
  }
  std::string wanted;
  for (int round = 0; round < 50; ++round) wanted += "40 ";
  CHECK(thrown == wanted);
}
