#pragma once

#include <optional>
#include <string>

#include "sql/rewrite.h"

namespace migcheck::sql {

// A CREATE statement of the same object under another name: what it makes, not what it is about.
// Of a part of a table (a trigger, a policy, a rule) only the name counts, not the schema.
// Statements whose object has no name, or which are none, come back unchanged.
std::string with_object_name(const std::string& statement, const Name& name);

// The text with another value in place of every string literal that has this one.
std::string with_literal(const std::string& sql, Form form, const std::string& from,
                         const std::string& to);

// CREATE POLICY with what an ALTER POLICY sets of it; nothing where one of them is something else.
std::optional<std::string> altered_policy(const std::string& create, const std::string& alter);

// What CREATE STATISTICS … ON lists: columns' names, "expr" for an expression. Source:
// ChooseExtendedStatisticNameAddition in PostgreSQL's src/backend/commands/statscmds.c.
std::vector<std::string> statistics_elements(const std::string& create);

}  // namespace migcheck::sql
