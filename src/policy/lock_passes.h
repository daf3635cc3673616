#pragma once

// Internal to policy/: what a statement's facts say of later statements, in the area of locks.

#include <vector>

#include "policy/script_facts.h"

namespace migcheck {

// Which of the foreign keys that are added have an index when the script is done. The schema and
// the state are those at its end.
void note_foreign_keys(std::vector<ScriptStatement>& statements, const Schema& schema,
                       const TransactionState& state);

// Each LOCK TABLE before a change of the schema that takes the same lock in its transaction.
void note_needless_locks(std::vector<ScriptStatement>& statements);

}  // namespace migcheck
