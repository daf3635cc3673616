#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/finding.h"
#include "policy/policy_rules.h"

namespace migcheck {

// A finding that a project knows and lives with.
struct KnownFinding {
  std::string fingerprint;
  std::string policy;
  std::string path;
  std::size_t line = 0;  // in the baseline's file
};

// The findings of `migcheck check --write-baseline`.
struct Baseline {
  SourceFilePtr file;
  std::vector<KnownFinding> known;
};

// Reads a baseline. An Error with its place for what is not one: findings are never hidden by a
// file that could not be read as a whole.
Baseline parse_baseline(const SourceFilePtr& file);

// Which files and subjects the findings come from: what was not looked at is not stale.
struct Checked {
  std::set<std::string> paths;
  bool rehearsed = false;
};

// The text of a baseline with every finding that is neither suppressed nor off, and with what the
// old one knows of files that were not looked at; ordered by path.
std::string baseline_text(std::span<const Finding> findings, const Baseline& old,
                          const PolicyRules& rules, const Checked& checked);

// Marks the findings that the baseline knows, and returns one finding where it has entries that
// match nothing any more.
std::vector<Finding> apply_baseline(const Baseline& baseline, const PolicyRules& rules,
                                    const Checked& checked, std::vector<Finding>& findings);

}  // namespace migcheck
