#pragma once

#include <string>
#include <vector>

#include "core/revision.h"

namespace migcheck::schema_oracle {

// What the oracle replays: revisions in the order of their upgrades.
struct ReplayedHistory {
  std::string name;
  std::vector<Revision> revisions;
  std::vector<std::string> roles;       // that the server must have
  std::vector<std::string> extensions;  // that only a superuser may make
  std::string first;                    // the first revision to compare; empty: all are
  int since = 0;                        // the first major version that understands it
  bool downgrades = false;              // each revision is taken back and made again
  bool downgrades_must_run = false;     // one that PostgreSQL refuses is a mistake
};

// A history of several revisions in one SQL file:
//     -- roles: clerk, auditor
//     -- since: 14
//     -- revision 1: what it does
//     CREATE TABLE …;
//     -- downgrade
//     DROP TABLE …;
//     -- revision 2: …
// The comments at the top and the downgrades may be missing. Error where the file has no revision.
ReplayedHistory read_written_history(const std::string& path);

// The history of a project's folder, as `migcheck -C` finds it; where it has several, the one in
// the folders `migrations`, which stand below it. Still several: Error.
ReplayedHistory load_history(const std::string& folder, const std::vector<std::string>& migrations);

}  // namespace migcheck::schema_oracle
