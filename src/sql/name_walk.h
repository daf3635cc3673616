#pragma once

// Internal to sql/: finds every name in a tree.

#include "sql/rewrite.h"
#include "sql/tree.h"

namespace migcheck::sql {

enum class ColumnsAsked { own, all };

// Asks `names` for every name of `tree`, in the order of the text as far as the tree has it, and
// puts the answers in their place. True where an answer was another name.
bool replace_names(Tree& tree, const NameMap& names, ColumnsAsked columns);

// The name that a literal stands for, as regclass reads it: 'Public."Users"' is public."Users".
// Nothing where it is none. Source: stringToQualifiedNameList in PostgreSQL's
// src/backend/utils/adt/regproc.c.
std::optional<Name> name_in_literal(std::string_view text);

}  // namespace migcheck::sql
