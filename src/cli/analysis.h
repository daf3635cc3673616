#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/ruleset.h"
#include "cli/selection.h"
#include "core/report.h"
#include "dialect/history.h"
#include "roundtrip/roundtrip.h"

namespace migcheck {

// What a command wants to be said about a comparison.
struct AnalysisOptions {
  const Ruleset& ruleset;
  int pg_version = 15;  // the major version that the lock model speaks of
  bool policies = true;
  bool explain_locks = false;
  bool use_baseline = true;
  std::string today = {};                          // YYYY-MM-DD
  std::optional<RoundtripOptions> roundtrip = {};  // none: nothing is executed
};

struct Analysis {
  Report report;
  Checked checked;  // what the findings are about
};

// Reads the histories of the merge result, checks the selected revisions against the policies, and
// rehearses them. The one pipeline behind `check` and `roundtrip`.
Analysis analyse(const Comparison& comparison, const HistoryOptions& histories,
                 const AnalysisOptions& options);

}  // namespace migcheck
