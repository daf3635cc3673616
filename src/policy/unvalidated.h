#pragma once

// Internal to policy/: constraints that were added as NOT VALID and that nothing has validated.

#include <string>
#include <vector>

#include "facts/statement_facts.h"
#include "policy/check.h"
#include "policy/judge.h"
#include "schema/schema.h"

namespace migcheck {

struct Unvalidated {
  std::string table, constraint;
  Place place;
};

// Keeps the constraint that an upgrade adds as NOT VALID.
void note_unvalidated(const StatementFacts& facts, const Place& place,
                      std::vector<Unvalidated>& unvalidated);

// A finding for each of them that is still NOT VALID at the end of the history, unless its revision
// is a head: then the validation may be what comes next.
std::vector<Finding> never_validated(const CheckInput& input, const PolicyRules& rules,
                                     const Schema& schema,
                                     const std::vector<Unvalidated>& unvalidated);

}  // namespace migcheck
