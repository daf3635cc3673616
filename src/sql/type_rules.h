#pragma once

// Internal to sql/: the types of what operators and functions of PostgreSQL yield. Nothing stands
// for a type that cannot be told. Sources: PostgreSQL documentation, chapters 9 and 10; \df, \do
// and pg_cast of a server.

#include <optional>
#include <span>
#include <string>

#include "sql/name.h"

namespace migcheck::sql {

using MaybeType = std::optional<TypeName>;

TypeName builtin(const char* name);

// Of a literal before something gives it a type.
TypeName untyped();
bool is_untyped(const MaybeType& type);

// The type of a column of UNION, VALUES or CASE. `left` stands before `right`, which decides
// between two strings. Source: select_common_type in PostgreSQL's
// src/backend/parser/parse_coerce.c.
MaybeType common_type(const MaybeType& left, const MaybeType& right);

MaybeType type_of_operator(const std::string& name, const MaybeType& left, const MaybeType& right);
MaybeType type_of_prefix_operator(const std::string& name, const MaybeType& operand);

// Of a call, an aggregate or a window function.
MaybeType type_of_builtin(const std::string& function, std::span<const MaybeType> arguments);

}  // namespace migcheck::sql
