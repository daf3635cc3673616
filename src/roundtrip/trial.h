#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/revision.h"
#include "postgres/snapshot.h"
#include "roundtrip/script_run.h"
#include "roundtrip/stage.h"

namespace migcheck {

// The three runs of a rehearsal, in order.
enum class Phase { upgrade, downgrade, reupgrade };

// One way up, down and up again, as far as it came.
struct Attempt {
  std::optional<ScriptRun> upgrade, downgrade, reupgrade;    // none: not reached
  std::optional<Snapshot> upgraded, downgraded, reupgraded;  // after each

  // The run that failed, which is the last one; none: all of them went well.
  std::optional<Phase> failed() const;
  const ScriptRun& run_of(Phase phase) const;
};

// Tries out a revision: upgrade, downgrade if there is one, upgrade. Nothing of it is left. It
// happens in one transaction if the statements allow that; else, or where a failure may come from
// that, in a copy of the database.
Attempt try_out(Stage& stage, const Revision& revision);

// Whether there is a way down to be rehearsed.
bool has_downgrade(const Revision& revision);

}  // namespace migcheck
