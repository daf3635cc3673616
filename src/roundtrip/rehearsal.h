#pragma once

#include <string>
#include <vector>

#include "postgres/difference.h"
#include "roundtrip/roundtrip.h"
#include "roundtrip/stage.h"

namespace migcheck {

// One run of rehearse(): where the stage is in the plan, and what was found so far. Between two
// steps the database is as after the upgrades of all the steps before.
class Rehearsal {
 public:
  Rehearsal(const std::vector<RoundtripStep>& steps, const RoundtripOptions& options);

  RoundtripOutcome run();

 private:
  // What is found out about one revision.
  struct Trial {
    const Revision& revision;
    RoundtripRevision result;
    std::vector<SkippedStatement> skipped;
    std::vector<std::string> doubts;  // what went wrong, but may do so because of what was skipped
  };

  // Both return whether the rehearsal can go on.
  bool run_base(const Revision& revision);
  bool run_rehearsed(const Revision& revision);

  bool upgrade(Trial& trial);
  void downgrade(Trial& trial);
  void judge_downgraded(Trial& trial, Ending ending);
  void judge_left_over(Trial& trial, const std::vector<SchemaDifference>& found, Ending ending);
  void upgrade_again(Trial& trial);
  std::string try_upgrade_again(Trial& trial, Ending ending);

  // After a downgrade that did not restore the schema, to where the upgrade had led.
  void return_to_upgraded(Ending ending);
  void replay();

  void fail(Trial& trial, RoundtripProblem::Kind kind, Direction direction, const ScriptRun& run);
  void object(Trial& trial, RoundtripProblem problem);
  void finish(Trial& trial);
  void remember_skipped(const Revision& revision, const std::vector<SkippedStatement>& skipped);
  bool may_come_from_skipped(const Revision& revision, const SqlFailure& failure) const;
  std::string after_skipped() const;
  void skip_rest();

  const std::vector<RoundtripStep>& steps_;
  const RoundtripOptions& options_;
  Stage stage_;
  std::size_t step_ = 0;                     // the one that is being run
  Snapshot before_, upgraded_;               // around the upgrade of the current revision
  bool knows_before_ = false;                // `upgraded_` of one revision is `before_` of the next
  bool lost_ = false;                        // the way back could not be found: the rehearsal ends
  std::vector<const Revision*> incomplete_;  // whose upgrade had statements skipped
  std::size_t skipped_ = 0;                  // statements of all the steps so far
  std::string first_skipped_;                // "versions/a.py, line 12: depends on …"
  RoundtripOutcome outcome_;
};

}  // namespace migcheck
