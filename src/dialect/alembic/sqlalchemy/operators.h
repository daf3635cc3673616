#pragma once

#include <string>
#include <string_view>

namespace migcheck::alembic {

// An operator of SQLAlchemy Core.
struct Operator {
  std::string_view sql;
  int precedence = 0;              // what binds tighter has more
  bool associative = false;        // (a op b) op c needs no parentheses
  std::string_view negation = "";  // the operator of NOT (a op b), if there is one
};

// Of operators that SQLAlchemy has no precedence for: grouped below every other one.
inline constexpr int lowest_precedence = -100;

// The operator that is written so in SQL ("=", "AND", "NOT LIKE"); one that is not listed has the
// precedence of op("…").
// Source: _PRECEDENCE in SQLAlchemy's sql/operators.py.
Operator find_operator(std::string_view sql);

// Whether an operand whose own operator is `inner` needs parentheses below `outer`.
bool needs_parentheses(const Operator& inner, const Operator& outer);

}  // namespace migcheck::alembic
