#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <future>
#include <iostream>
#include <memory>
#include <optional>

#include "cli/analysis.h"
#include "cli/command.h"
#include "cli/now.h"
#include "cli/output.h"
#include "cli/pg_version.h"
#include "cli/publish.h"
#include "cli/rehearsal.h"
#include "cli/replace_file.h"
#include "cli/ruleset.h"
#include "cli/selection_options.h"
#include "core/error.h"
#include "core/text.h"
#include "policy/catalogue.h"

namespace migcheck {

namespace {

struct CheckOptions {
  SelectionOptions selection;
  RulesetOptions ruleset;
  RehearsalOptions rehearsal;
  OutputOptions output;
  PublishOptions publish;
  std::optional<int> pg_version;
  bool explain_locks = false;
  bool write_baseline = false;
};

// Writes what was found into the project's baseline.
int write_baseline(const Analysis& analysis, const Comparison& comparison, const Ruleset& ruleset) {
  if (comparison.root.empty()) {
    throw Error("a bare repository has no place for a baseline", "run it in a work tree");
  }
  const std::string text =
      baseline_text(analysis.report.findings, ruleset.baseline.value_or(Baseline()), ruleset.rules,
                    analysis.checked);
  const std::string path = comparison.root + ruleset.baseline_path;
  write_file(path, text);
  const Summary& summary = analysis.report.summary;
  std::cerr << fmt::format("wrote {} to {}\n",
                           counted(summary.errors + summary.warnings + summary.notices, "finding"),
                           path);
  return 0;
}

int check(const CheckOptions& options) {
  // Opening the repository takes as long as reading the policies.
  const auto policies = std::async([] { builtin_policies(); });
  const Comparison comparison = compare(options.selection);
  const std::string start = start_of(comparison, options.selection.project);
  const Ruleset ruleset = ruleset_of(comparison, start, options.ruleset);
  const Configuration& configuration = ruleset.configuration;
  const std::optional<int> version =
      options.pg_version ? options.pg_version : configuration.pg_version;
  AnalysisOptions analysis{ruleset};
  analysis.pg_version = version.value_or(default_pg_version);
  analysis.explain_locks = options.explain_locks;
  analysis.use_baseline = !options.write_baseline;
  analysis.today = now_in(std::nullopt).text().substr(0, 10);
  analysis.roundtrip = wanted_rehearsal(options.rehearsal, version, ruleset);
  Analysis found = analyse(
      comparison, histories_of(comparison, options.selection.project, configuration), analysis);
  if (options.write_baseline) return write_baseline(found, comparison, ruleset);
  found.report.fail_on = threshold(options.output, configuration.fail_on.text);
  write_report(found.report, options.output);
  const int status = exit_status(found.report, options.output, configuration.fail_on.text);
  if (!options.publish.publish) return status;
  return publish(found.report, options.publish, configuration.report,
                 place_for_commands(options.output), status);
}

}  // namespace

Run add_check(CLI::App& app) {
  const auto options = std::make_shared<CheckOptions>();
  add_selection_options(app, options->selection);
  add_ruleset_options(app, options->ruleset);
  add_roundtrip_switch(app, options->rehearsal);
  add_rehearsal_options(app, options->rehearsal);
  add_output_options(app, options->output);
  add_publish_switch(app, options->publish);
  add_pg_version(app, options->pg_version);
  app.add_flag("--explain-locks", options->explain_locks,
               "Put every statement with its predicted locks into the JSON report");
  app.add_flag("--write-baseline", options->write_baseline,
               "Write what is found to the baseline: from now on it is known");
  return [options] { return check(*options); };
}

}  // namespace migcheck
