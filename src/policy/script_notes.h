#pragma once

// Internal to policy/: what can be said of a statement only once its whole script was read.

#include <optional>
#include <vector>

#include "policy/script_facts.h"

namespace migcheck {

// Fills in what the facts of a script's statements say of each other, and of what there is when the
// script is done: `after`.
void note_script(ScriptFacts& script, const ScriptInput& input, const Schema& after);

// Parts of it, by file.

// lock_notes.cpp
void note_timeouts(std::vector<ScriptStatement>& statements);
void note_held_locks(std::vector<ScriptStatement>& statements);
void note_joinable(std::vector<ScriptStatement>& statements);
void note_needless_locks(std::vector<ScriptStatement>& statements);
void note_foreign_key_indexes(std::vector<ScriptStatement>& statements, const Schema& after,
                              const TransactionState& state);

// data_notes.cpp: the first data change of each transaction that changes the schema of existing
// tables as well
void note_mixtures(std::vector<ScriptStatement>& statements);

// transaction_notes.cpp
void note_transactions(std::vector<ScriptStatement>& statements);

// practice_notes.cpp: what a later statement may complete: a primary key, policies, comments, a
// function's search_path
void note_practice(std::vector<ScriptStatement>& statements, const Schema& after);

// The view that the statement is about to replace, as it is before; and then what became of it, or
// of what was made.
std::optional<Relation> replaced_view(const sql::Operation& operation, const Schema& schema);
void note_result(StatementFacts& facts, const std::optional<Relation>& replaced,
                 const Schema& schema);

}  // namespace migcheck
