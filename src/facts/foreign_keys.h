#pragma once

#include <string>
#include <vector>

#include "facts/statement_facts.h"
#include "schema/schema.h"

namespace migcheck {

// Whether an index serves a search by all of the columns: they come first in it, in any order, and
// no condition leaves rows out that have them.
Ternary is_indexed(const Relation& table, const std::vector<std::string>& columns,
                   const Schema& schema);

// Fills in what the schema and the state at its script's end tell of the foreign keys that the
// statement adds: whether they are indexed, which indexes are missing, whether collations clash.
void note_foreign_keys(StatementFacts& facts, const Schema& schema, const TransactionState& state);

// Columns as a text names them: "a", "(a, b)".
std::string key_columns(const AddedForeignKey& key);

}  // namespace migcheck
