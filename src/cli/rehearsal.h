#pragma once

#include <CLI/App.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/ruleset.h"
#include "roundtrip/roundtrip.h"

namespace migcheck {

// Options of everything that executes migrations on a throw-away PostgreSQL.
struct RehearsalOptions {
  std::string roundtrip = "off";  // auto, on, off
  std::string pg_bindir;
  bool keep = false;
  std::optional<std::size_t> jobs;
  std::string database_url;  // "": a throw-away server
  bool allow_superuser = false;
  std::vector<std::string> extensions;
  std::string engine = "auto";  // auto, sql, alembic
  std::string python;
  std::vector<std::string> x_arguments;
  bool check_models = false;
};

// Adds --pg-bindir, --extension, --jobs, --keep, --database-url, --allow-superuser, --engine,
// --python, -x and --check-models; `options` must outlive the command.
void add_rehearsal_options(CLI::App& app, RehearsalOptions& options);

// Adds --roundtrip.
void add_roundtrip_switch(CLI::App& app, RehearsalOptions& options);

// How to rehearse, or nothing: `off`, or `auto` where no PostgreSQL is found. Under GitHub's
// pull_request_target event, whose runs hold secrets, nothing of the pull request is executed:
// `auto` is off, and `on` is an Error.
std::optional<RoundtripOptions> wanted_rehearsal(const RehearsalOptions& options,
                                                 std::optional<int> pg_version,
                                                 const Ruleset& ruleset);

// rehearse(), with a line on standard error that says how far it is, if that is a terminal.
RoundtripOutcome rehearse_visibly(const std::vector<RoundtripStep>& steps,
                                  const RoundtripOptions& options);

}  // namespace migcheck
