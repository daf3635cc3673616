#include "roundtrip/roundtrip.h"

#include <chrono>

#include "roundtrip/rehearsal.h"

namespace migcheck {

RoundtripOutcome rehearse(const std::vector<RoundtripStep>& steps,
                          const RoundtripOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  RoundtripOutcome outcome = Rehearsal(steps, options).run();
  const auto spent = std::chrono::steady_clock::now() - start;
  outcome.result.total_ms = std::chrono::duration<double, std::milli>(spent).count();
  return outcome;
}

}  // namespace migcheck
