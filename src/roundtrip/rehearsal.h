#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/division.h"
#include "postgres/snapshot.h"
#include "roundtrip/base_state.h"
#include "roundtrip/roundtrip.h"
#include "roundtrip/skipped.h"
#include "roundtrip/stage.h"
#include "roundtrip/verdict.h"

namespace migcheck {

// One run of rehearse(), or one thread's share of it: where the stage is in the plan, and what was
// found so far. Between two steps the database is as after the upgrades of all the steps before.
class Rehearsal {
 public:
  Rehearsal(const std::vector<RoundtripStep>& steps, const RoundtripOptions& options);

  // What is to be done with each step behind the base; asked in their order. To replay a step is to
  // upgrade only, without a word.
  using Turns = std::function<Division::Turn(std::size_t step)>;

  // What came out.
  enum class End {
    reached,    // all steps that were ours are done
    stopped,    // one of them failed, and a problem says why
    not_begun,  // a step that was to be replayed failed: it is somebody else's to say why
  };

  End run(const Turns& turns);

  // Of the one that has reached the last step: how the project's models differ from its database.
  std::optional<RoundtripProblem> compare_models();

  // At the end: the server's is not waited for.
  void release() { stage_.release(); }

  RoundtripOutcome& outcome() { return outcome_; }
  const SkippedCount& skipped_in_base() const { return base_count_; }
  const SkippedCount& skipped() const { return count_; }  // of our own steps

  // Tables that could be given no rows, and why.
  const std::map<std::string, std::string>& unseeded() const { return unseeded_; }

 private:
  End run_steps(const Turns& turns);

  // They return whether the rehearsal can go on.
  bool take_over_base();
  bool run_base();
  bool replay(const Revision& revision);
  bool run_unchanged(const Revision& revision);
  bool run_rehearsed(const Revision& revision);

  std::optional<std::vector<SkippedStatement>> upgrade(const Revision& revision);
  bool rehearse(const Revision& revision, RoundtripVerdict& verdict);
  void note_executed(const Revision& revision, Direction direction,
                     const std::optional<ScriptRun>& run);
  void note_unseeded(const std::vector<SeededTable>& tables);

  const std::vector<RoundtripStep>& steps_;
  const RoundtripOptions& options_;
  const std::span<const RoundtripStep> base_;
  Stage stage_;
  std::optional<Snapshot> state_;  // of the schema between two steps; none: not looked at
  Skipped skipped_;
  SkippedCount base_count_, count_;
  std::map<std::string, std::string> unseeded_;
  RoundtripOutcome outcome_;
};

}  // namespace migcheck
