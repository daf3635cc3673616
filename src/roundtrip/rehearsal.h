#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "postgres/snapshot.h"
#include "roundtrip/roundtrip.h"
#include "roundtrip/skipped.h"
#include "roundtrip/stage.h"
#include "roundtrip/verdict.h"

namespace migcheck {

// One run of rehearse(): where the stage is in the plan, and what was found so far. Between two
// steps the database is as after the upgrades of all the steps before.
class Rehearsal {
 public:
  Rehearsal(const std::vector<RoundtripStep>& steps, const RoundtripOptions& options);

  RoundtripOutcome run();

 private:
  // Both return whether the rehearsal can go on.
  bool run_base(const Revision& revision);
  bool run_rehearsed(const Revision& revision);

  bool rehearse(const Revision& revision, RoundtripVerdict& verdict);
  void note_unseeded(const std::vector<SeededTable>& tables);
  void skip_rest();

  const std::vector<RoundtripStep>& steps_;
  const RoundtripOptions& options_;
  Stage stage_;
  std::size_t step_ = 0;           // the one that is being run
  std::optional<Snapshot> state_;  // of the schema between two steps; none: not looked at
  Skipped skipped_;
  std::map<std::string, std::string> unseeded_;  // tables without rows → why
  RoundtripOutcome outcome_;
};

}  // namespace migcheck
