#pragma once

// Internal to policy/: from facts to findings.

#include <string>
#include <vector>

#include "core/finding.h"
#include "facts/fact.h"
#include "policy/policy_rules.h"

namespace migcheck {

// Where a finding points and what it is about.
struct Place {
  SourceFilePtr file;
  Span span;
  std::string revision;
  std::optional<Direction> direction;
  std::string sql;
  std::vector<RelationLock> locks;
};

// What the policies say about one thing.
struct Verdict {
  std::vector<Finding> findings;
  std::size_t superseded = 0;  // left out: another policy says more
};

// A finding for each policy of the subject that is in force for the place's file and that holds on
// the facts. Where one supersedes another that holds too, only the former is kept. The discriminant
// is the kind of the statement, or the problem of the history.
Verdict judge(const PolicyRules& rules, Subject subject, std::string_view discriminant,
              const FactSource& facts, const Place& place);

// Takes away the findings about a revision that what the rehearsal found of it supersedes; returns
// how many.
std::size_t supersede(const PolicyRules& rules, const std::vector<Finding>& rehearsed,
                      std::vector<Finding>& findings);

}  // namespace migcheck
