#pragma once

#include <string>
#include <vector>

#include "core/finding.h"
#include "policy/policy.h"

namespace migcheck {

// An example of a policy and what a check says about it.
struct ExampleRun {
  std::string name;               // "bad.sql", or the folder: "bad"
  std::vector<Finding> findings;  // that are not suppressed
  std::string problem;  // what is wrong with the example; empty where it is as it should be
};

// Runs every example of a policy, with the preset `recommended` and this policy switched on:
//
// - `bad.sql`, `good.py` and so on is a revision on top of `schema`, the SQL of its tables;
//   Its name may say for which server: `bad-pg18.sql`, `good-pg14.2.sql`;
// - a folder `bad` or `good` is a history. What stands in its folder `shipped` was there before the
//   change; a migcheck.toml, a baseline and table statistics count as in a project. Where it has a
//   single revision and nothing is shipped, that one comes on top of `schema`, too.
//
// A bad example has exactly one finding of its policy, and no other above a notice; a good one has
// none at all. `policies` has the policy, and what it supersedes. A policy of the rehearsal has
// examples for people only: they are not run.
std::vector<ExampleRun> run_examples(const Policy& policy, const std::vector<Policy>& policies,
                                     const std::string& schema);

}  // namespace migcheck
