#pragma once

#include <vector>

#include "cli/selection.h"
#include "dialect/history.h"
#include "policy/check.h"

namespace migcheck {

// What a change did to the files of one history.
struct Changes {
  std::vector<FileChange> all;
  std::vector<ShippedChange> shipped;  // to files that the history had already
  std::vector<SourceFilePtr> deleted;
};

// The same of the comparison's change; `options` are those that the history was loaded with. Where
// it has touched shipped files, the histories before it are read, too.
Changes changes_of(const History& history, const Comparison& comparison,
                   const HistoryOptions& options);

// Which revisions the change adds, parallel to history.revisions; nothing where nothing is
// compared.
std::vector<bool> added_by(const Changes& changes, const History& history,
                           const Comparison& comparison);

}  // namespace migcheck
