#include "cli/cli.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdlib>
#include <iostream>
#include <new>

#include "cli/command.h"
#include "cli/terminal.h"
#include "core/did_you_mean.h"
#include "core/error.h"
#include "report/format.h"

namespace migcheck {

namespace {

constexpr int failed = 2;

struct Command {
  const char* name;
  const char* description;
  Run (*add)(CLI::App&);
};

constexpr std::array commands = {
    Command{"check", "Check the migrations that a pull request changes", add_check},
    Command{"roundtrip", "Rehearse upgrade, downgrade, upgrade on a throw-away PostgreSQL",
            add_roundtrip},
    Command{"annotate", "Deliver a JSON report to the pull request that it is about", add_annotate},
    Command{"heads", "Print the heads of the history", add_heads},
    Command{"history", "Print the revisions, newest first", add_history},
    Command{"show", "Print one revision", add_show},
    Command{"merge-heads", "Make one head of several", add_merge_heads},
    Command{"sql", "Print the SQL that upgrades or downgrades run", add_sql},
    Command{"stats", "Export the sizes of a database's tables, for the policies", add_stats},
    Command{"policies", "Print the policies", add_policies},
    Command{"explain", "Print what a policy demands, why, and what to do instead", add_explain},
};

// What a mistyped subcommand may have meant.
std::string hint_for(int argc, const char* const* argv) {
  std::vector<std::string> names;
  for (const Command& command : commands) names.emplace_back(command.name);
  if (argc < 2 || argv[1][0] == '-') return {};
  const std::optional<std::string> meant = did_you_mean(argv[1], names);
  if (!meant || *meant == argv[1]) return {};
  return fmt::format("did you mean '{}'?", *meant);
}

int report_usage(const CLI::App& app, const CLI::ParseError& error, const std::string& hint) {
  if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
  std::cerr << render_error(Error(error.what(), hint.empty() ? "see migcheck --help" : hint),
                            color_of(STDERR_FILENO));
  return failed;
}

int guarded(const Run& run) {
  try {
    return run();
  } catch (const Error& error) {
    std::cerr << render_error(error, color_of(STDERR_FILENO));
  } catch (const std::bad_alloc&) {
    std::cerr << render_error(Error("there is not enough memory", "allow for more, or check less"),
                              color_of(STDERR_FILENO));
  } catch (const std::exception& error) {
    std::cerr << render_error(Error(error.what(), "this is a defect of migcheck: please report it"),
                              color_of(STDERR_FILENO));
  }
  return failed;
}

}  // namespace

int run(int argc, const char* const* argv) {
  CLI::App app{"Checks a pull request's database migrations before PostgreSQL has to", "migcheck"};
  app.set_version_flag("--version", "migcheck " MIGCHECK_VERSION);
  app.require_subcommand(0, 1);  // so that an unknown option is named first
  std::vector<std::pair<CLI::App*, Run>> added;
  for (const Command& command : commands) {
    CLI::App* subcommand = app.add_subcommand(command.name, command.description);
    added.emplace_back(subcommand, command.add(*subcommand));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return report_usage(app, error, hint_for(argc, argv));
  }
  for (const auto& [subcommand, run_command] : added) {
    if (subcommand->parsed()) return guarded(run_command);
  }
  std::cerr << render_error(Error("a command is missing", "see migcheck --help"),
                            color_of(STDERR_FILENO));
  return failed;
}

}  // namespace migcheck
