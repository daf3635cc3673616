#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ternary.h"
#include "facts/literal.h"
#include "schema/schema.h"
#include "sql/expression.h"

namespace migcheck {

// A condition in the form in which PostgreSQL compares conditions: ANDs and ORs of atoms, without
// NOT where it could be pushed down.
struct Predicate {
  enum class Kind {
    all,  // of the parts
    any,
    is_null,
    is_not_null,
    compare,    // subject, with operator and constant
    other,      // text: proves itself alone
    uncertain,  // may fold into something else
  };

  Kind kind = Kind::other;
  std::vector<Predicate> parts = {};
  sql::Expression subject = {};
  std::string text = {};  // the operator; of `other` a canonical text
  Literal constant = {};
};

// What a check says. Source: eval_const_expressions, negate_clause and canonicalize_qual.
Predicate predicate_of(const sql::Expression& expression);
Predicate negated(const Predicate& condition);

// Whether rows that pass `known` are sure to pass `wanted`, by what PostgreSQL itself proves: a
// check passes where it is not false, so comparisons do not rule out nulls. The types of columns
// are those of `relation`.
// Source: predicate_implied_by with weak implication, in src/backend/optimizer/util/predtest.c.
Ternary implies(const std::vector<Predicate>& known, const Predicate& wanted,
                const Relation& relation, const Schema& schema);

// What the valid checks of a table say.
std::vector<Predicate> checked_predicates(const Relation& relation,
                                          const std::vector<std::string>& dropped = {});

// Whether SET NOT NULL reads no rows: the column is declared so, part of the primary key, or a
// valid check proves it. `dropped` names constraints that no longer count. Where the table is not
// known completely, what cannot be proven is unknown. Source: NotNullImpliedByRelConstraints in
// tablecmds.c.
Ternary never_null(const std::string& table, const std::string& column,
                   const std::vector<std::string>& dropped, const Schema& schema);

}  // namespace migcheck
