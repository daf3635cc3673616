#pragma once

// Internal to policy/: from facts to findings.

#include <string>
#include <vector>

#include "core/finding.h"
#include "facts/fact.h"
#include "policy/policy.h"

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

// A finding for each policy of the subject that holds on the facts. Where one supersedes another
// that holds too, only the former is kept.
std::vector<Finding> judge(Subject subject, const FactSource& facts, const Place& place);

}  // namespace migcheck
