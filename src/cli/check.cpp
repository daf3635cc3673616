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

struct CheckOptions {
  SelectionOptions selection;
  RehearsalOptions rehearsal;
  OutputOptions output;
  std::optional<int> pg_version;
  bool explain_locks = false;
};

int check(const CheckOptions& options) {
  const Comparison comparison = compare(options.selection);
  const HistoryOptions histories = histories_of(comparison, options.selection.project);
  AnalysisOptions analysis;
  analysis.pg_version = options.pg_version.value_or(default_pg_version);
  analysis.explain_locks = options.explain_locks;
  analysis.roundtrip = wanted_rehearsal(options.rehearsal, options.pg_version);
  const Report report = analyse(comparison, histories, analysis);
  write_report(report, options.output);
  return exit_status(report, options.output);
}

}  // namespace

Run add_check(CLI::App& app) {
  const auto options = std::make_shared<CheckOptions>();
  add_selection_options(app, options->selection);
  add_roundtrip_switch(app, options->rehearsal);
  add_rehearsal_options(app, options->rehearsal);
  add_output_options(app, options->output);
  add_pg_version(app, options->pg_version);
  app.add_flag("--explain-locks", options->explain_locks,
               "Put every statement with its predicted locks into the JSON report");
  return [options] { return check(*options); };
}

}  // namespace migcheck
