#pragma once

// Internal to sql/: from libpg_query's nodes back to SQL.

#include "sql/tree.h"

namespace migcheck::sql {

// A statement; empty where libpg_query's deparser fails, or is known to be wrong.
std::string deparsed(const Node* statement);

// A whole text, statement by statement.
std::string deparsed(const PgQuery__ParseResult* result);

// A value expression.
std::string deparsed_expression(const Node* expression);

}  // namespace migcheck::sql
