#pragma once

#include <string>

#include "facts/statement_facts.h"
#include "schema/schema.h"
#include "sql/operation.h"

namespace migcheck {

// What CREATE INDEX adds to the indexes that its table has already. An index that the script drops
// as well, or that only a branch made, does not count; one that was there before something that
// could not be read does, as that is data most often.
IndexDetails index_details(const sql::CreateIndex& made, const std::string& table,
                           const Schema& schema, const ScriptOutline* outline);

// The index with a table's unique constraint that would be another one with the same columns.
std::string index_of_same_key(const sql::Constraint& added, const std::string& table,
                              const Schema& schema, const ScriptOutline* outline);

// The index of a partitioned table made step by step: on the table alone, concurrently on its first
// partition, attached. Only the first step where no partition is known.
std::vector<std::string> stepwise_index(const sql::CreateIndex& made, const std::string& table,
                                        const Schema& schema);

// The columns of the partition key that a primary key, a unique constraint or a unique index over
// `columns` lacks; PostgreSQL refuses it then. An expression in the key counts as lacking always.
// Source: DefineIndex in PostgreSQL's src/backend/commands/indexcmds.c.
std::vector<std::string> lacking_in_key(const std::vector<std::string>& partition_key,
                                        const std::vector<std::string>& columns);

}  // namespace migcheck
