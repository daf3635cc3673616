#include "dialect/alembic/sqlalchemy/operators.h"

#include <algorithm>
#include <array>

namespace migcheck::alembic {

namespace {

constexpr auto operators = std::to_array<Operator>({
    {"->", 15, true},
    {"->>", 15, true},
    {"#>", 15, true},
    {"#>>", 15, true},
    {"[]", 15, true},
    {"*", 8, true},
    {"~x", 8},
    {"/", 8},
    {"%", 8},
    {"-x", 8},
    {"+", 7, true},
    {"-", 7},
    {"#", 7},
    {"|", 7},
    {"&", 7},
    {"<<", 7},
    {">>", 7},
    {"||", 5, true},
    {"=", 5, false, "!="},
    {"!=", 5, false, "="},
    {"<", 5, false, ">="},
    {">", 5, false, "<="},
    {"<=", 5, false, ">"},
    {">=", 5, false, "<"},
    {"IS", 5, false, "IS NOT"},
    {"IS NOT", 5, false, "IS"},
    {"IS DISTINCT FROM", 5, false, "IS NOT DISTINCT FROM"},
    {"IS NOT DISTINCT FROM", 5, false, "IS DISTINCT FROM"},
    {"LIKE", 5, false, "NOT LIKE"},
    {"NOT LIKE", 5, false, "LIKE"},
    {"ILIKE", 5, false, "NOT ILIKE"},
    {"NOT ILIKE", 5, false, "ILIKE"},
    {"IN", 5, false, "NOT IN"},
    {"NOT IN", 5, false, "IN"},
    {"BETWEEN", 5, false, "NOT BETWEEN"},
    {"NOT BETWEEN", 5, false, "BETWEEN"},
    {"BETWEEN SYMMETRIC", 5, false, "NOT BETWEEN SYMMETRIC"},
    {"NOT BETWEEN SYMMETRIC", 5, false, "BETWEEN SYMMETRIC"},
    {"~", 5, false, "!~"},
    {"!~", 5, false, "~"},
    {"~*", 5, false, "!~*"},
    {"!~*", 5, false, "~*"},
    {"NOT", 5},
    {"DISTINCT", 5},
    {"COLLATE", 4},
    {"AND", 3, true},
    {"DESC", 3},
    {"ASC", 3},
    {"NULLS FIRST", 3},
    {"NULLS LAST", 3},
    {"OR", 2, true},
    {"EXISTS", 0},
    {",", -1},
    {"bool", -10},
});

}  // namespace

Operator find_operator(std::string_view sql) {
  const auto* found = std::find_if(operators.begin(), operators.end(),
                                   [&](const Operator& known) { return known.sql == sql; });
  return found == operators.end() ? Operator{sql} : *found;
}

bool needs_parentheses(const Operator& inner, const Operator& outer) {
  if (inner.sql == outer.sql && inner.associative) return false;
  return inner.precedence <= outer.precedence;
}

}  // namespace migcheck::alembic
