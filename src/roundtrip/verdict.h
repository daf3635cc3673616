#pragma once

#include <string>
#include <vector>

#include "core/roundtrip.h"
#include "roundtrip/lock_watch.h"
#include "roundtrip/skipped.h"
#include "roundtrip/trial.h"

namespace migcheck {

// What is to be said of one revision.
class RoundtripVerdict {
 public:
  // Both must outlive the verdict.
  RoundtripVerdict(const Revision& revision, Skipped& skipped);

  // Of a failure that ends the rehearsal: in the base, or of the upgrade.
  void stop(RoundtripProblem::Kind kind, const ScriptRun& run);

  // Of a revision whose upgrade went well.
  void judge(const Snapshot& before, const TrialResult& trial);

  // The real upgrade, with what it locked and how long it took.
  void add_upgrade(const ScriptRun& run, const LockWatch& watch);

  // Ends the verdict: says what of the revision could not be rehearsed, and adds it to the count.
  RoundtripRevision take(std::vector<RoundtripProblem>& problems, SkippedCount& count);

 private:
  void judge_schema(const Snapshot& before, const Attempt& attempt);
  void judge_row_failure(const FailureOnRows& failure);
  void judge_rows(const RowChanges& rows);
  void judge_downgraded(const Snapshot& before, const Attempt& attempt);
  void judge_reupgraded(const Attempt& attempt);
  void judge_failure(RoundtripProblem::Kind kind, const ScriptRun& run);
  void note_skipped(const ScriptRun& run);
  void fail(RoundtripProblem::Kind kind, Direction direction, const ScriptRun& run);
  void object(RoundtripProblem::Kind kind, Direction direction, const std::string& detail);
  void add(RoundtripProblem problem);
  RoundtripProblem problem_of_skipped() const;

  const Revision& revision_;
  Skipped& all_skipped_;
  RoundtripRevision result_;
  std::vector<RoundtripProblem> problems_;
  std::vector<SkippedStatement> skipped_, upgrade_skipped_;
  std::vector<std::string> doubts_;  // what went wrong, but may do so because of what was skipped
};

}  // namespace migcheck
