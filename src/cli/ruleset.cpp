#include "cli/ruleset.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/did_you_mean.h"
#include "core/error.h"
#include "dialect/path.h"
#include "facts/table_sizes.h"
#include "policy/catalogue.h"
#include "policy/load.h"

namespace migcheck {

namespace {

constexpr const char* baseline_name = "migcheck-baseline.json";

struct Found {
  Configuration configuration;
  const FileTree* tree = nullptr;  // that the configuration is of
};

Configuration read(const FileTree& tree, const std::string& start, const std::string& config) {
  if (config.empty()) return load_configuration(tree, start);
  if (!tree.read(config)) return {};
  return load_configuration_file(tree, config);
}

Found find_configuration(const Comparison& comparison, const std::string& start,
                         const std::string& config) {
  if (comparison.base) {
    Configuration found = read(*comparison.base, start, config);
    if (!found.path.empty()) return {std::move(found), comparison.base.get()};
  }
  Configuration found = read(*comparison.result, start, config);
  if (!config.empty() && found.path.empty()) {
    throw Error(fmt::format("there is no configuration {}", config), "check the path");
  }
  return {std::move(found), comparison.result.get()};
}

// Whether the change itself brings another configuration than the one that counts.
bool is_changed(const Comparison& comparison, const Configuration& configuration) {
  if (!comparison.base || configuration.path.empty()) return false;
  return comparison.result->read(configuration.path) != configuration.file->text;
}

const Policy* find(const std::vector<Policy>& policies, const std::string& id) {
  const auto found = std::find_if(policies.begin(), policies.end(),
                                  [&](const Policy& policy) { return policy.id == id; });
  return found == policies.end() ? nullptr : &*found;
}

PolicyRules::Severities checked(const Configuration& configuration,
                                const std::vector<PolicySeverity>& severities,
                                const std::vector<Policy>& policies) {
  PolicyRules::Severities checked;
  for (const PolicySeverity& severity : severities) {
    if (find(policies, severity.policy.text) == nullptr) {
      std::vector<std::string> ids;
      for (const Policy& policy : policies) ids.push_back(policy.id);
      const auto meant = did_you_mean(severity.policy.text, ids);
      fail_at(configuration, severity.policy,
              fmt::format("there is no policy `{}`", severity.policy.text),
              meant ? fmt::format("did you mean `{}`?", *meant)
                    : std::string("run `migcheck policies` for the names"));
    }
    checked[severity.policy.text] = severity.severity;
  }
  return checked;
}

PolicyRules rules_of(const Configuration& configuration, const std::vector<Policy>& policies) {
  const Preset preset = preset_from(configuration.preset.text).value_or(Preset::recommended);
  PolicySet set(policies, preset);
  for (const auto& [id, severity] : checked(configuration, configuration.severities, policies)) {
    set.set(id, severity);
  }
  PolicyRules rules(std::move(set));
  for (const PathSeverities& path : configuration.paths) {
    rules.add(path.pattern, checked(configuration, path.severities, policies));
  }
  return rules;
}

SourceFilePtr made_file(const std::string& path, std::string text) {
  return std::make_shared<const SourceFile>(SourceFile{path, std::move(text)});
}

// The table statistics that the configuration names.
void read_stats(Ruleset& ruleset, const FileTree& tree) {
  const Configuration& configuration = ruleset.configuration;
  if (configuration.stats.line == 0) return;
  const std::string path = beside(configuration, configuration.stats.text);
  std::optional<std::string> text = tree.read(path);
  if (!text) {
    fail_at(configuration, configuration.stats, fmt::format("there is no file {}", path),
            "write it with `migcheck stats --database-url URL -o FILE`");
  }
  ruleset.settings.sizes = parse_table_sizes(made_file(path, std::move(*text)));
}

// Those of --stats, which is a file on the disk.
TableSizes sizes_in(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  if (!stream) throw Error(fmt::format("{} could not be read", path), "check the path");
  return parse_table_sizes(made_file(path, text.str()));
}

void read_baseline(Ruleset& ruleset, const FileTree& tree, const std::string& start) {
  const Configuration& configuration = ruleset.configuration;
  if (configuration.baseline.line > 0) {
    ruleset.baseline_path = beside(configuration, configuration.baseline.text);
  } else {
    const bool configured = !configuration.path.empty();
    ruleset.baseline_path =
        configured ? beside(configuration, baseline_name) : path::join(start, baseline_name);
  }
  if (std::optional<std::string> text = tree.read(ruleset.baseline_path)) {
    ruleset.baseline = parse_baseline(
        std::make_shared<const SourceFile>(SourceFile{ruleset.baseline_path, std::move(*text)}));
  }
}

std::vector<std::string> texts_of(const std::vector<Setting>& settings) {
  std::vector<std::string> texts;
  for (const Setting& setting : settings) texts.push_back(setting.text);
  return texts;
}

void read_foundation(Ruleset& ruleset, const FileTree& tree) {
  const Configuration& configuration = ruleset.configuration;
  const RehearsalSettings& settings = configuration.rehearsal;
  Foundation& foundation = ruleset.foundation;
  foundation.extensions = texts_of(settings.extensions);
  foundation.schemas = texts_of(settings.schemas);
  foundation.session = configuration.facts.session;
  if (settings.baseline.line == 0) return;
  foundation.baseline_path = beside(configuration, settings.baseline.text);
  std::optional<std::string> text = tree.read(foundation.baseline_path);
  if (!text) {
    fail_at(configuration, settings.baseline,
            fmt::format("there is no file {}", foundation.baseline_path),
            "write it with `pg_dump --schema-only`");
  }
  foundation.baseline = std::move(*text);
}

}  // namespace

std::string beside(const Configuration& configuration, const std::string& path) {
  return path::join(path::folder_of(configuration.path), path);
}

void add_ruleset_options(CLI::App& app, RulesetOptions& options) {
  app.add_option("--config", options.config, "The configuration, as a path of the repository")
      ->type_name("FILE");
  app.add_option("--stats", options.stats, "Table statistics, as `migcheck stats` writes them")
      ->type_name("FILE");
}

Configuration configuration_of(const Comparison& comparison, const std::string& start,
                               const RulesetOptions& options) {
  return find_configuration(comparison, start, options.config).configuration;
}

std::vector<Policy> policies_of(const Configuration& configuration, const FileTree& tree) {
  std::vector<Policy> policies = builtin_policies();
  for (const Setting& setting : configuration.policies) {
    const std::string folder = beside(configuration, setting.text);
    std::vector<SourceFile> files;
    for (const FileEntry& entry : tree.list(folder)) {
      if (entry.kind != FileEntry::Kind::regular) continue;
      files.push_back({entry.path, tree.read(entry.path).value_or("")});
    }
    if (files.empty()) {
      fail_at(configuration, setting, fmt::format("there are no policies below {}", folder),
              "put them into <category>/<policy>/policy.json there");
    }
    add_policies(policies, folder, files);
  }
  return policies;
}

Ruleset make_ruleset(Configuration configuration, const FileTree& tree, const std::string& start,
                     std::vector<Policy> policies) {
  Ruleset ruleset;
  ruleset.configuration = std::move(configuration);
  ruleset.policies = std::make_shared<const std::vector<Policy>>(std::move(policies));
  ruleset.rules = rules_of(ruleset.configuration, *ruleset.policies);
  ruleset.settings = ruleset.configuration.facts;
  read_stats(ruleset, tree);
  read_baseline(ruleset, tree, start);
  read_foundation(ruleset, tree);
  return ruleset;
}

Ruleset ruleset_of(const Comparison& comparison, const std::string& start,
                   const RulesetOptions& options) {
  Found found = find_configuration(comparison, start, options.config);
  std::vector<std::string> notes;
  if (is_changed(comparison, found.configuration)) {
    notes.push_back(fmt::format(
        "{} is that of the base; the change has another one, which will count once it is merged",
        found.configuration.path));
  }
  std::vector<Policy> policies = policies_of(found.configuration, *found.tree);
  Ruleset ruleset =
      make_ruleset(std::move(found.configuration), *found.tree, start, std::move(policies));
  ruleset.notes = std::move(notes);
  if (!options.stats.empty()) ruleset.settings.sizes = sizes_in(options.stats);
  return ruleset;
}

}  // namespace migcheck
