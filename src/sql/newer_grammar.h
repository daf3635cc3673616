#pragma once

// Internal to sql/: what PostgreSQL 18 reads, and the grammar of PostgreSQL 17 does not.

#include <optional>
#include <set>
#include <string>

#include "sql/tree.h"

namespace migcheck::sql {

// A text in which each [CONSTRAINT name] NOT NULL column of a table, by itself or with ADD, is
// written as a CHECK (column) of the same length, so that every position stays what it was; and
// NOT ENFORCED as NOT VALID behind a constraint of a table, as DEFERRABLE behind one of a column.
struct OlderText {
  std::string text;
  std::set<int> not_null;      // where these constraints begin
  std::set<int> not_enforced;  // where the table's constraints begin, and the column's DEFERRABLE
};

// Nothing where the text has none.
// Source: ConstraintElem and ConstraintAttributeElem in PostgreSQL 18's src/backend/parser/gram.y.
std::optional<OlderText> in_older_grammar(const std::string& text);

// Makes them NOT NULL constraints again in the tree of that text, as PostgreSQL 18's own tree has
// them: the column is a key. What is NOT ENFORCED says that it is valid without having been
// checked, which no other constraint does.
void restore(PgQuery__ParseResult* tree, const OlderText& older);

}  // namespace migcheck::sql
