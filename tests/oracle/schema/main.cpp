// The schema oracle: replays histories on a real server and in the model, and holds what the
// catalogs say after each revision against the model.
//     schema_oracle [--pg-bindir DIR] [FILE.sql…]
//                   [--history DIR [--migrations DIR]… [--revisions N] [--from ID] [--downgrades]
//                   [--superuser]]
// The exit status is 1 when the model is wrong, or a written history does not run.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/text.h"
#include "history.h"
#include "trial.h"

namespace migcheck::schema_oracle {

namespace {

struct Options {
  std::string bindir;
  std::string history;
  std::vector<std::string> migrations;
  std::size_t revisions = 0;  // 0: all
  std::string first;
  bool downgrades = false;
  bool superuser = false;
  bool unknown = false;
  std::size_t lines = 20;
  std::vector<std::string> extensions;
  std::vector<std::string> files;
};

Options parse(int argc, char** argv) {
  Options options;
  CLI::App app("Holds the schema model against PostgreSQL's catalogs");
  app.add_option("--pg-bindir", options.bindir, "The folder of initdb and postgres");
  app.add_option("--history", options.history, "A project's folder, or its revisions'");
  app.add_option("--migrations", options.migrations, "A folder below it, of several histories")
      ->allow_extra_args(false);
  app.add_option("--revisions", options.revisions, "Only so many revisions of it");
  app.add_option("--from", options.first, "The first revision to compare; earlier ones only run");
  app.add_flag("--downgrades", options.downgrades, "Its downgrades, too");
  app.add_flag("--superuser", options.superuser, "Its role may do anything");
  app.add_option("--extension", options.extensions, "To make beforehand, as a superuser");
  app.add_flag("--unknown", options.unknown, "Tell of what is unknown as of what is wrong");
  app.add_option("--lines", options.lines, "How many lines of what is wrong, for each history");
  app.add_option("files", options.files, "Written histories");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error));
  }
  return options;
}

std::vector<ReplayedHistory> histories_of(const Options& options) {
  std::vector<ReplayedHistory> histories;
  if (!options.history.empty()) {
    ReplayedHistory& history =
        histories.emplace_back(load_history(options.history, options.migrations));
    history.first = options.first;
    history.downgrades = options.downgrades;
    history.extensions = options.extensions;
    if (options.revisions > 0 && options.revisions < history.revisions.size()) {
      history.revisions.resize(options.revisions);
    }
  }
  for (const std::string& file : options.files) histories.push_back(read_written_history(file));
  return histories;
}

std::string counts(const Comparison& compared) {
  return counted(compared.objects(), "object") + " compared: " + std::to_string(compared.equal) +
         " equal, " + std::to_string(compared.unknown) + " unknown, " +
         std::to_string(compared.wrong) + " wrong";
}

void print_lines(const std::vector<std::string>& lines, std::size_t most) {
  for (std::size_t i = 0; i < std::min(most, lines.size()); ++i) {
    std::cout << "  " << lines[i] << '\n';
  }
  if (lines.size() > most) std::cout << "  … and " << lines.size() - most << " more\n";
}

void print(const ReplayedHistory& history, const Outcome& outcome, const Options& options) {
  const auto& lines = outcome.compared.lines;
  const auto& unknown = outcome.compared.unknown_lines;
  const bool tells_unknown = options.unknown && !unknown.empty();
  if (lines.empty() && !tells_unknown && outcome.stopped.empty() &&
      outcome.skipped + outcome.unread == 0)
    return;
  std::cout << history.name << ": " << counted(outcome.revisions, "revision") << ", "
            << counts(outcome.compared) << '\n';
  print_lines(lines, options.lines);
  if (tells_unknown) {
    std::cout << "  unknown:\n";
    print_lines(unknown, options.lines);
  }
  if (outcome.skipped > 0) {
    std::cout << "  " << counted(outcome.skipped, "statement") << " left out on both sides\n";
  }
  if (outcome.unread > 0) {
    std::cout << "  " << counted(outcome.unread, "statement") << " that our grammar refuses\n";
  }
  if (!outcome.stopped.empty()) std::cout << "  it stops at " << outcome.stopped << '\n';
}

int run(const Options& options) {
  Server server(options.bindir);
  if (options.superuser) server.lift_restrictions();
  Comparison compared;
  std::size_t revisions = 0;
  bool stopped = false;
  for (const ReplayedHistory& history : histories_of(options)) {
    if (history.since > server.major()) continue;
    const Outcome outcome = Trial(server, history).run();
    print(history, outcome, options);
    revisions += outcome.revisions;
    compared.add(outcome.compared);
    // Where something was left out, what builds on it may miss it.
    stopped = stopped || (!outcome.stopped.empty() && outcome.skipped == 0);
  }
  std::cout << counted(revisions, "revision") << ", " << counts(compared) << '\n';
  return compared.wrong > 0 || stopped || revisions == 0 ? 1 : 0;
}

}  // namespace

}  // namespace migcheck::schema_oracle

int main(int argc, char** argv) {
  try {
    return migcheck::schema_oracle::run(migcheck::schema_oracle::parse(argc, argv));
  } catch (const std::exception& error) {
    std::cerr << "schema_oracle: " << error.what() << '\n';
    return 2;
  }
}
