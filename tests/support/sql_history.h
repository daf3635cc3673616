#pragma once

#include <memory>
#include <string>
#include <vector>

#include "roundtrip/roundtrip.h"

namespace migcheck::test {

// A chain of revisions r1, r2, … that are made of SQL, as a plan for rehearse().
class SqlHistory {
 public:
  using Sql = std::vector<std::string>;  // "!reason": a statement that is opaque

  // Returns the revision, to be changed at will.
  Revision& add(const Sql& upgrade, const Sql& downgrade, bool rehearsed);

  const std::vector<RoundtripStep>& steps() const { return steps_; }

 private:
  std::vector<std::unique_ptr<Revision>> revisions_;
  std::vector<RoundtripStep> steps_;
};

// Everything that the reader learns but for the times.
std::string describe(const RoundtripOutcome& outcome);

}  // namespace migcheck::test
