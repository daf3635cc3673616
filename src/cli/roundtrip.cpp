#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

#include "cli/analysis.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/pg_version.h"
#include "cli/rehearsal.h"
#include "cli/selection_options.h"

namespace migcheck {

namespace {

struct Options {
  SelectionOptions selection;
  RehearsalOptions rehearsal;
  OutputOptions output;
  std::optional<int> pg_version;
};

int rehearse_selection(const Options& options) {
  AnalysisOptions analysis;
  analysis.policies = false;
  analysis.roundtrip = wanted_rehearsal(options.rehearsal, options.pg_version);
  const Comparison comparison = compare(options.selection);
  const Report report =
      analyse(comparison, histories_of(comparison, options.selection.project), analysis);
  write_report(report, options.output);
  return exit_status(report, options.output);
}

}  // namespace

Run add_roundtrip(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  options->rehearsal.roundtrip = "on";
  add_selection_options(app, options->selection);
  add_rehearsal_options(app, options->rehearsal);
  add_output_options(app, options->output);
  add_pg_version(app, options->pg_version);
  return [options] { return rehearse_selection(*options); };
}

}  // namespace migcheck
