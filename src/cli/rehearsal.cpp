#include "cli/rehearsal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "cli/alembic_project.h"
#include "core/error.h"
#include "postgres/installation.h"
#include "report/visible.h"

namespace migcheck {

namespace {

bool holds_secrets() {
  const char* event = std::getenv("GITHUB_EVENT_NAME");
  return event && std::string_view(event) == "pull_request_target";
}

bool has_postgres(const RoundtripOptions& options) {
  if (options.database_url) return true;
  try {
    find_installation({options.pg_version, options.pg_bindir});
    return true;
  } catch (const Error&) {
    return false;
  }
}

Engine engine_from(std::string_view name) {
  if (name == "sql") return Engine::sql;
  return name == "alembic" ? Engine::alembic : Engine::automatic;
}

// One line of the terminal that says how far the rehearsal is, and is gone afterwards.
class ProgressLine {
 public:
  ~ProgressLine() { std::cerr << clear << std::flush; }

  void show(std::size_t done, std::size_t total, const Revision& revision) {
    std::cerr << clear
              << fmt::format("rehearsing {} ({} of {})", visible(revision.id), done + 1, total)
              << std::flush;
  }

 private:
  static constexpr const char* clear = "\r\033[K";
};

// A server that is not ours alone: one session at a time, and no Python that would need its
// address.
void borrow_server(RoundtripOptions& wanted, const RehearsalOptions& options) {
  if (wanted.engine == Engine::alembic || wanted.check_models) {
    throw Error("--engine alembic and --check-models need a throw-away server",
                "leave out either them or --database-url");
  }
  wanted.database_url.emplace(options.database_url);
  wanted.superuser = options.allow_superuser ? Superuser::allowed : Superuser::refused;
  wanted.engine = Engine::sql;
  if (!wanted.jobs) wanted.jobs = 1;
}

}  // namespace

void add_rehearsal_options(CLI::App& app, RehearsalOptions& options) {
  app.add_option("--pg-bindir", options.pg_bindir, "The folder of initdb and postgres")
      ->type_name("DIR");
  app.add_option("--extension", options.extensions,
                 "Make this extension beforehand, as a superuser; repeatable")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option(
         "--jobs", options.jobs,
         "Servers that share a long history; as many as there are cores and it is worth while")
      ->type_name("N")
      ->check(CLI::Range(1, 64));
  app.add_option("--engine", options.engine,
                 "What runs the migrations: the SQL that was read, or the project's own Alembic; "
                 "auto: Alembic where something cannot be read")
      ->type_name("auto|sql|alembic")
      ->check(CLI::IsMember({"auto", "sql", "alembic"}));
  app.add_option("--python", options.python,
                 "The Python that has Alembic and the project's modules (default: VIRTUAL_ENV, "
                 ".venv, python3)")
      ->type_name("PATH");
  app.add_option("-x", options.x_arguments, "An argument for Alembic's env.py; repeatable")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  app.add_flag("--check-models", options.check_models,
               "Compare the project's models with the upgraded database, as `alembic check` does");
  CLI::Option* keep = app.add_flag("--keep", options.keep,
                                   "Leave the throw-away cluster's folder and say where it is");
  app.add_option("--database-url", options.database_url,
                 "Rehearse on this server, in a database made for it and dropped afterwards; "
                 "MIGCHECK_DATABASE_URL keeps a password out of sight")
      ->type_name("URL")
      ->envname("MIGCHECK_DATABASE_URL")
      ->excludes(keep);
  app.add_flag("--allow-superuser", options.allow_superuser,
               "Let the role of --database-url be a superuser: then migrations can run programs on "
               "that server, and touch its other databases");
}

void add_roundtrip_switch(CLI::App& app, RehearsalOptions& options) {
  app.add_option("--roundtrip", options.roundtrip,
                 "Rehearse the migrations; auto: where PostgreSQL is installed")
      ->type_name("auto|on|off")
      ->check(CLI::IsMember({"auto", "on", "off"}));
}

std::optional<RoundtripOptions> wanted_rehearsal(const RehearsalOptions& options,
                                                 std::optional<int> pg_version,
                                                 const Ruleset& ruleset) {
  if (options.roundtrip == "off") return std::nullopt;
  const bool automatic = options.roundtrip == "auto";
  if (holds_secrets()) {
    if (automatic) return std::nullopt;
    throw Error("a roundtrip is refused under pull_request_target, whose runs hold secrets",
                "run the workflow on pull_request, or pass --roundtrip off");
  }
  RoundtripOptions wanted;
  wanted.pg_version = pg_version;
  wanted.pg_bindir = options.pg_bindir;
  wanted.keep = options.keep;
  wanted.jobs = options.jobs;
  wanted.foundation = ruleset.foundation;
  for (const std::string& name : options.extensions) wanted.foundation.extensions.push_back(name);
  wanted.engine = engine_from(options.engine);
  wanted.alembic = alembic_settings(ruleset.configuration, options);
  wanted.check_models = options.check_models;
  if (!options.database_url.empty()) borrow_server(wanted, options);
  if (automatic && !has_postgres(wanted)) return std::nullopt;
  return wanted;
}

RoundtripOutcome rehearse_visibly(const std::vector<RoundtripStep>& steps,
                                  const RoundtripOptions& options) {
  if (!isatty(STDERR_FILENO)) return rehearse(steps, options);
  ProgressLine line;
  RoundtripOptions shown = options;
  shown.progress = [&](std::size_t done, std::size_t total, const Revision& revision) {
    line.show(done, total, revision);
  };
  return rehearse(steps, shown);
}

}  // namespace migcheck
