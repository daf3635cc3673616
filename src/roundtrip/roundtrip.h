#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/revision.h"
#include "core/roundtrip.h"

namespace migcheck {

struct RoundtripOptions {
  std::optional<int> pg_version;  // major version; none: the newest that is found
  std::string pg_bindir;          // folder of initdb and postgres; empty: look for it
  bool keep = false;              // leave the cluster's folder and say where it is
};

// One step of the rehearsal's plan: the revisions in upgrade order, below the change and changed.
struct RoundtripStep {
  const Revision* revision = nullptr;
  bool rehearsed = true;  // false: it belongs to the base, and is only upgraded
};

struct RoundtripOutcome {
  RoundtripResult result;
  std::vector<RoundtripProblem> problems;
};

// Runs upgrade, downgrade, upgrade of every rehearsed step on an ephemeral cluster, on top of the
// base. No PostgreSQL on this machine is an Error that says how to install it.
RoundtripOutcome rehearse(const std::vector<RoundtripStep>& steps, const RoundtripOptions& options);

}  // namespace migcheck
