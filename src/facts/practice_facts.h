#pragma once

// Internal to facts/: what taste, naming and security ask of a statement.

#include "facts/statement_facts.h"

namespace migcheck {

// Fills in the `practice` of what the statement does.
void note_practice(std::vector<StatementFacts>& facts, const sql::Operation& operation,
                   const FactContext& context);

// What is wrong with the types of new columns and with those of new foreign keys.
void note_types(std::vector<StatementFacts>& facts, const sql::Operation& operation,
                const FactContext& context);

// How the column of one of the statement's notes should be declared, or the statement that adds it
// or changes its type.
std::string better_sql(const TypeNote& note, const StatementFacts& facts);
std::string better_alembic(const TypeNote& note, const StatementFacts& facts);

// The names that the statement gives.
void note_names(StatementFacts& facts, const sql::Operation& operation);

// Whether a table or column of that name has to be quoted wherever it is written.
bool needs_quotes(const std::string& name);

// The names in the text that PostgreSQL cuts, each once.
std::vector<std::string> names_too_long(std::string_view sql);

// How many bytes of each row padding takes that another order of the columns would save, and that
// order. Only the columns before the first one of variable length count: behind it places differ.
struct ColumnOrder {
  std::int64_t saved = 0;
  std::vector<std::string> columns;
};
ColumnOrder better_order(const std::vector<sql::Column>& columns, const Schema& schema);

// The name of a table that is not the project's own: a catalog of PostgreSQL, what an extension
// made; empty for any other.
std::string reserved_table(const StatementFacts& facts, const Schema& schema);

}  // namespace migcheck
