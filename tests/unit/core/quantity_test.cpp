#include "core/quantity.h"

#include <doctest/doctest.h>

using namespace migcheck;
using namespace std::chrono_literals;

TEST_CASE("a size or a time is said in the largest unit that leaves it whole") {
  CHECK(size_text(std::uint64_t{2} << 30) == "2 GB");
  CHECK(size_text((std::uint64_t{2} << 30) + (1 << 20)) == "2049 MB");
  CHECK(size_text(1536) == "1536 bytes");
  CHECK(size_text(0) == "0 bytes");
  CHECK(time_text(15min) == "15 min");
  CHECK(time_text(90s) == "90 s");
  CHECK(time_text(1500ms) == "1500 ms");
  CHECK(time_text(120min) == "2 h");
}
