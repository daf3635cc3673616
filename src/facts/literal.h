#pragma once

#include <optional>
#include <string>

#include "schema/schema.h"
#include "sql/expression.h"

namespace migcheck {

// A constant as it is written: 5, -5, 'x', DATE '2024-01-01', 5::bigint.
struct Literal {
  std::string text;
  std::optional<sql::TypeName> cast;

  bool operator==(const Literal&) const = default;
};

// Nothing where the expression is no constant, or NULL.
std::optional<Literal> literal_of(const sql::Expression& expression);

// How two constants order as values of `type`: below, at or above 0; nothing where that depends on
// what is not known: a collation, a time zone, another type's rules.
std::optional<int> compare(const Literal& a, const Literal& b, const sql::TypeName& type,
                           const Schema& schema);

// The value of a boolean's text.
std::optional<bool> boolean_of(const std::string& text);

}  // namespace migcheck
