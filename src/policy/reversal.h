#pragma once

// Internal to policy/: what an upgrade and its downgrade are together.

#include <string>
#include <vector>

#include "core/revision.h"
#include "policy/script_facts.h"

namespace migcheck {

// Whether the model knows all that both scripts do to the schema: every statement was read, and
// none of them runs code that was not looked into.
bool is_reversal(const Revision& revision, const ScriptFacts& upgrade,
                 const ScriptFacts& downgrade);

// The tables and columns of others that the script drops, with their rows: "public.orders.note".
std::vector<std::string> dropped_by(const ScriptFacts& script);

}  // namespace migcheck
