#pragma once

#include <string>
#include <vector>

#include "core/ternary.h"
#include "schema/schema.h"
#include "sql/expression.h"

namespace migcheck {

struct Volatility {
  Ternary is_volatile = Ternary::no;
  std::string culprit;  // the function that makes it so, or that is not known
};

// Whether a default expression gives each row a value of its own, so that adding a column with it
// writes the table anew. The whole expression counts, as it is after the planner has folded it:
// what may be folded away is unknown. Functions of the user are known from the schema; one that is
// not is unknown.
// Source: PostgreSQL documentation, 38.7 Function Volatility Categories;
// contain_volatile_functions and eval_const_expressions in src/backend/optimizer/util/clauses.c.
Volatility volatility_of(const sql::Expression& expression, const Schema& schema, int pg_version);

// The user's functions of that name, whatever their arguments, that the schema knows.
std::vector<const SchemaFunction*> forms_of(const sql::Name& function, const Schema& schema);

}  // namespace migcheck
