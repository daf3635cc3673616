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
// line for each table, with the line of the statement in upgrade()'s file. A statement of ours that
// was seen is compared with its own prediction, and what its transaction held before; those of
// Alembic all together. Of what was not seen only more than is predicted counts. Nothing is said
// where the prediction leaves something open, or statements may not have run.
// `schema` is the one after the upgrade.
std::vector<std::string> lock_differences(const Revision& revision, const ScriptFacts& upgrade,
                                          const RoundtripRevision& observed, const Schema& schema);

}  // namespace migcheck
