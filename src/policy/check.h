#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/change.h"
#include "core/finding.h"
#include "core/report.h"
#include "core/roundtrip.h"
#include "dialect/graph.h"
#include "dialect/history.h"
#include "facts/settings.h"
#include "policy/policy_rules.h"

namespace migcheck {

// What the change did to a file of the history that exists on its merge base.
struct ShippedChange {
  FileChange file;
  // Whether the revision still does what it did, in both directions, and whether it still follows
  // the same ones; unknown where that cannot be compared.
  Ternary same_statements = Ternary::unknown;
  Ternary same_parents = Ternary::unknown;
};

// A history and what is to be said about it.
struct CheckInput {
  const History& history;  // of the merge result
  const RevisionGraph& graph;
  // Parallel to history.revisions: the ones that findings are reported for. All are replayed.
  std::vector<bool> selected;
  std::vector<ShippedChange> shipped_changes;
  // The deleted files' last content, by path, for findings that point at them.
  std::vector<SourceFilePtr> deleted_files;
  // Parallel to history.revisions: those that the change adds; empty where nothing is compared.
  std::vector<bool> added = {};
  int pg_version = 15;
  bool explain_locks = false;
  const PolicyRules* rules = nullptr;  // null: what migcheck brings along
  const FactSettings* settings = &no_settings;
  // What the rehearsal found, in any revision of the history; null: there was none.
  const std::vector<RoundtripProblem>* rehearsal = nullptr;
  std::span<const RoundtripRevision> rehearsed = {};  // what became of its revisions
  std::string today = {};  // YYYY-MM-DD, for suppressions that end; empty: none of them has ended
};

struct CheckResult {
  std::vector<Finding> findings;  // with fingerprints, suppressed ones included
  std::size_t statements = 0;     // in the selected revisions, opaque ones included
  std::size_t opaque_statements = 0;
  std::size_t superseded = 0;                 // findings left out because another one says more
  std::size_t unknown_statements = 0;         // read, but their prediction has an unknown
  std::vector<ExplainedStatement> explained;  // with explain_locks only
};

// Evaluates the policies that are in force, applies the suppressions of the selected files and
// reports those that do nothing.
CheckResult check_history(const CheckInput& input);

// Turns what the rehearsal found into findings of the policies of subject roundtrip, without
// suppressions.
std::vector<Finding> check_roundtrip(std::span<const RoundtripProblem> problems,
                                     const PolicyRules& rules);

}  // namespace migcheck
