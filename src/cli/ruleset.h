#pragma once

#include <CLI/App.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/selection.h"
#include "config/configuration.h"
#include "facts/settings.h"
#include "policy/baseline.h"
#include "policy/policy_rules.h"
#include "roundtrip/foundation.h"

namespace migcheck {

// How a project wants to be judged: its configuration, and the files that it names.
struct Ruleset {
  Configuration configuration;
  std::shared_ptr<const std::vector<Policy>> policies;  // what `rules` points to
  PolicyRules rules;
  FactSettings settings;
  std::optional<Baseline> baseline;
  std::string baseline_path;  // where it is, or would be, in the trees
  Foundation foundation;      // of the rehearsal
  std::vector<std::string> notes;
};

// What the command line says about it; it outranks the configuration.
struct RulesetOptions {
  std::string config;  // --config
  std::string stats;   // --stats
};

// Adds --config and --stats; `options` must outlive the command.
void add_ruleset_options(CLI::App& app, RulesetOptions& options);

// The configuration that counts for the folder `start` of the comparison's trees: the base's, where
// it has one.
Configuration configuration_of(const Comparison& comparison, const std::string& start,
                               const RulesetOptions& options);

// The ruleset of the folder `start` of the comparison's trees. A pull request must not change how
// it is judged: the base's configuration counts, where it has one, and the files that it names are
// the base's. An Error where any of them is wrong.
Ruleset ruleset_of(const Comparison& comparison, const std::string& start,
                   const RulesetOptions& options);

// The same for these policies and a configuration that was read from this tree.
Ruleset make_ruleset(Configuration configuration, const FileTree& tree, const std::string& start,
                     std::vector<Policy> policies);

// A path that stands in the configuration, which is relative to its folder, as one of the trees.
std::string beside(const Configuration& configuration, const std::string& path);

// The built-in policies and those below the folders of the configuration, by id.
std::vector<Policy> policies_of(const Configuration& configuration, const FileTree& tree);

}  // namespace migcheck
