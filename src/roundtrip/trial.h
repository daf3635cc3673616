#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/revision.h"
#include "postgres/snapshot.h"
#include "roundtrip/row_failure.h"
#include "roundtrip/rows/changes.h"
#include "roundtrip/rows/seed.h"
#include "roundtrip/script_run.h"
#include "roundtrip/stage.h"

namespace migcheck {

// The three runs of a rehearsal, in order.
enum class Phase { upgrade, downgrade, reupgrade };

Direction direction_of(Phase phase);

// One way up, down and up again, as far as it came.
struct Attempt {
  std::optional<ScriptRun> upgrade, downgrade, reupgrade;    // none: not reached
  std::optional<Snapshot> upgraded, downgraded, reupgraded;  // after each
  std::optional<RowVariety> variety;                         // of the rows of ours; none: no rows
  std::vector<SeededTable> tables;                           // that were to have such rows
  RowChanges rows;                                           // what became of all rows

  // The run that failed, which is the last one; none: all of them went well.
  std::optional<Phase> failed() const;
  const ScriptRun& run_of(Phase phase) const;
};

// What fails only because there are rows.
struct FailureOnRows {
  Phase phase = Phase::upgrade;
  ScriptRun run;
  RowCause cause = RowCause::values;
};

struct TrialResult {
  Attempt attempt;  // what the schema and the rows are to be judged by: it came as far as any
  std::vector<FailureOnRows> row_failures;
};

// Tries out a revision: upgrade, downgrade if there is one, upgrade, with rows in the tables that
// the upgrade touches. Nothing of it is left. It happens in one transaction if the statements allow
// that; else, or where a failure may come from that, in a copy of the database.
TrialResult try_out(Stage& stage, const Revision& revision);

// Whether there is a way down to be rehearsed.
bool has_downgrade(const Revision& revision);

}  // namespace migcheck
