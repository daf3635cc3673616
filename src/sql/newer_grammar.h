#pragma once

// Internal to sql/: what PostgreSQL 18 reads, and the grammar of PostgreSQL 17 does not.

#include <optional>
#include <set>
#include <string>

#include "sql/tree.h"

namespace migcheck::sql {

// A text in which each [CONSTRAINT name] NOT NULL column of a table, by itself or with ADD, is
// written as a CHECK (column) of the same length, so that every position stays what it was.
struct OlderText {
  std::string text;
  std::set<int> not_null;  // where these constraints begin
};

// Nothing where the text has none.
// Source: ConstraintElem in PostgreSQL 18's src/backend/parser/gram.y.
std::optional<OlderText> in_older_grammar(const std::string& text);

// Makes them NOT NULL constraints again in the tree of that text, as PostgreSQL 18's own tree has
// them: the column is a key.
void restore_not_null(PgQuery__ParseResult* tree, const std::set<int>& not_null);

}  // namespace migcheck::sql
