#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dialect/alembic/sqlalchemy/types.h"

namespace migcheck::alembic {

// 'text' with quotes doubled; offline, backslashes are doubled too (see LoweringOptions).
std::string text_literal(std::string_view text, const LoweringOptions& options);

// Python's str() of a number; nothing for anything else.
std::optional<std::string> number_text(const python::Value& value);

// The type that SQLAlchemy gives a bare Python value; the null type for None and what it does not
// know.
TypePtr type_of_value(const python::Value& value);

// A Python value as SQL, as a value of `type`. Refuses what is not known or does not fit. A null
// type stands for the value's own type.
// Source: the literal_processor of SQLAlchemy's types.
std::string literal_sql(const python::Value& value, const SqlType& type, std::string_view label,
                        const LoweringOptions& options);

}  // namespace migcheck::alembic
