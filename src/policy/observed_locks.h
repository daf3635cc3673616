#pragma once

// Internal to policy/: what a rehearsal saw, held against what is predicted.

#include <string>
#include <vector>

#include "core/revision.h"
#include "core/roundtrip.h"
#include "policy/script_facts.h"
#include "schema/schema.h"

namespace migcheck {

// Where the locks of a rehearsed upgrade are not those that its statements are predicted to take: a
// line for each table. Nothing is said where the prediction leaves something open, where statements
// may not have run, or outside of the runner's transaction, after which no lock is left to be seen.
// `schema` is the one after the upgrade.
std::vector<std::string> lock_differences(const Script& script, const ScriptFacts& upgrade,
                                          const RoundtripRevision& observed, const Schema& schema);

}  // namespace migcheck
