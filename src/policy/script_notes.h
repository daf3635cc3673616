#pragma once

// Internal to policy/: what can be said of a statement only once its whole script was read.

#include <optional>
#include <vector>

#include "policy/script_facts.h"

namespace migcheck {

// Fills in the position of every statement; `after` is the schema at the script's end.
void note_positions(std::vector<ScriptStatement>& statements, const Schema& after);

// Whether the revision's file says what the project wants said before data is destroyed.
void note_acknowledgement(std::vector<ScriptStatement>& statements, const ScriptInput& input);

// The parts of it, by file.
void note_timeouts(std::vector<ScriptStatement>& statements);      // lock_notes.cpp
void note_held_locks(std::vector<ScriptStatement>& statements);    // lock_notes.cpp
void note_joinable(std::vector<ScriptStatement>& statements);      // lock_notes.cpp
void note_transactions(std::vector<ScriptStatement>& statements);  // transaction_notes.cpp

// The view that the statement is about to replace, as it is before; and then what became of it, or
// of what was made.
std::optional<Relation> replaced_view(const sql::Operation& operation, const Schema& schema);
void note_result(StatementFacts& facts, const std::optional<Relation>& replaced,
                 const Schema& schema);

}  // namespace migcheck
