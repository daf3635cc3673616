#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

#include "cli/analysis.h"
#include "cli/command.h"
#include "cli/now.h"
#include "cli/output.h"
#include "cli/pg_version.h"
#include "cli/rehearsal.h"
#include "cli/ruleset.h"
#include "cli/selection_options.h"

namespace migcheck {

namespace {

struct Options {
  SelectionOptions selection;
  RulesetOptions ruleset;
  RehearsalOptions rehearsal;
  OutputOptions output;
  std::optional<int> pg_version;
};

int rehearse_selection(const Options& options) {
  const Comparison comparison = compare(options.selection);
  const std::string start = start_of(comparison, options.selection.project);
  const Ruleset ruleset = ruleset_of(comparison, start, options.ruleset);
  const Configuration& configuration = ruleset.configuration;
  AnalysisOptions analysis{ruleset};
  analysis.policies = false;
  analysis.today = now_in(std::nullopt).text().substr(0, 10);
  analysis.roundtrip = wanted_rehearsal(
      options.rehearsal, options.pg_version ? options.pg_version : configuration.pg_version,
      ruleset);
  const Report report =
      analyse(comparison, histories_of(comparison, options.selection.project, configuration),
              analysis)
          .report;
  write_report(report, options.output);
  return exit_status(report, options.output, configuration.fail_on.text);
}

}  // namespace

Run add_roundtrip(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  options->rehearsal.roundtrip = "on";
  add_selection_options(app, options->selection);
  add_ruleset_options(app, options->ruleset);
  add_rehearsal_options(app, options->rehearsal);
  add_output_options(app, options->output);
  add_pg_version(app, options->pg_version);
  return [options] { return rehearse_selection(*options); };
}

}  // namespace migcheck
