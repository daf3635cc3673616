#pragma once

// Internal to policy/.

#include "facts/statement_facts.h"

namespace migcheck {

// Adds what one operation creates, drops or renames.
void add_to_outline(const sql::Operation& operation, const Schema& schema, ScriptOutline& outline);

}  // namespace migcheck
