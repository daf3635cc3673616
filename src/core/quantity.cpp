#include "core/quantity.h"

#include <array>
#include <span>
#include <utility>

namespace migcheck {

namespace {

using Unit = std::pair<std::uint64_t, const char*>;

// The units are ordered, the largest first; the last one is 1.
std::string in_units(std::uint64_t number, std::span<const Unit> units) {
  while (units.size() > 1 && (number == 0 || number % units.front().first != 0)) {
    units = units.subspan(1);
  }
  return std::to_string(number / units.front().first) + " " + units.front().second;
}

}  // namespace

std::string size_text(std::uint64_t bytes) {
  constexpr std::uint64_t one = 1;
  constexpr std::array units{Unit{one << 30, "GB"}, Unit{one << 20, "MB"}, Unit{one << 10, "kB"},
                             Unit{one, "bytes"}};
  return in_units(bytes, units);
}

std::string time_text(std::chrono::milliseconds time) {
  constexpr std::array units{Unit{3'600'000, "h"}, Unit{60'000, "min"}, Unit{1000, "s"},
                             Unit{1, "ms"}};
  return in_units(static_cast<std::uint64_t>(time.count()), units);
}

}  // namespace migcheck
