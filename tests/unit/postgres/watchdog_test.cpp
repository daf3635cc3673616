#include "postgres/watchdog.h"

#include <doctest/doctest.h>

#include <atomic>

#include "support/temp_folder.h"

using namespace migcheck;
using namespace std::chrono_literals;

namespace {

// What a watchdog watches here: a number, and how often it was told to stop.
struct Watched {
  std::atomic<std::uint64_t> bytes{0};
  std::atomic<int> stopped{0};
  std::atomic<int> last_attempt{-1};
  Watchdog dog;

  explicit Watched(Watchdog::Limits limits)
      : dog(limits, {[this] { return bytes.load(); },
                     [this](int attempt) {
                       last_attempt = attempt;
                       ++stopped;
                     }}) {}

  bool is_stopped_within(std::chrono::milliseconds time) const {
    const auto end = std::chrono::steady_clock::now() + time;
    while (stopped == 0 && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(5ms);
    }
    return stopped > 0;
  }
};

}  // namespace

TEST_CASE("what stays within its limits is left alone") {
  Watched watched({1h, 100});
  watched.bytes = 100;
  watched.dog.begin();
  CHECK_FALSE(watched.is_stopped_within(500ms));
  CHECK_FALSE(watched.dog.end().has_value());
}

TEST_CASE("what stores too much is stopped, and the next step begins anew") {
  Watched watched({1h, 100});
  watched.dog.begin();
  watched.bytes = 101;
  CHECK(watched.is_stopped_within(5s));
  CHECK(watched.dog.end() == "the server stores more than 100 bytes, the size-limit");
  watched.bytes = 0;
  watched.stopped = 0;
  watched.dog.begin();
  CHECK_FALSE(watched.is_stopped_within(500ms));
  CHECK_FALSE(watched.dog.end().has_value());
}

TEST_CASE("what runs for too long is stopped, and between the steps nothing is") {
  Watched watched({300ms, 100});
  CHECK_FALSE(watched.is_stopped_within(600ms));
  watched.dog.begin();
  CHECK(watched.is_stopped_within(5s));
  CHECK(watched.last_attempt == 0);
  CHECK(watched.dog.end() == "it runs for longer than 300 ms, the time-limit");
}

TEST_CASE("what does not let itself be stopped is tried harder") {
  Watched watched({1ms, 100});
  watched.dog.begin();
  REQUIRE(watched.is_stopped_within(5s));
  for (int i = 0; i < 1000 && watched.last_attempt == 0; ++i) std::this_thread::sleep_for(10ms);
  CHECK(watched.last_attempt == 1);
  CHECK(watched.dog.end().has_value());
}

TEST_CASE("all the files below a folder count") {
  const test::TempFolder folder;
  CHECK(bytes_in(folder.path()) == 0);
  folder.write("a", "12345");
  folder.write("b/c/d", "123");
  CHECK(bytes_in(folder.path()) == 8);
  CHECK(bytes_in(folder.path() + "/none") == 0);
}
