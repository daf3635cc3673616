#pragma once

// Internal to policy/: what can be said of a statement only when its script is over.

#include <vector>

#include "policy/script_facts.h"

namespace migcheck {

// Fills in the `practice` of statements that later ones of the script may complete: a primary key,
// policies, comments, a function's search_path. `schema` is that after the script.
void note_end(std::vector<ScriptStatement>& statements, const Schema& schema);

}  // namespace migcheck
