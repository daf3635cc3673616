#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace migcheck {

// For messages, in the largest unit that leaves a whole number: "2 GB" (of 1024 MB each, as
// PostgreSQL counts), "1500 MB"; "15 min", "90 s", "250 ms".
std::string size_text(std::uint64_t bytes);
std::string time_text(std::chrono::milliseconds time);

}  // namespace migcheck
