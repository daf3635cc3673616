#include "cli/rehearsal.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <string_view>

#include "core/error.h"
#include "postgres/installation.h"

namespace migcheck {

namespace {

bool holds_secrets() {
  const char* event = std::getenv("GITHUB_EVENT_NAME");
  return event && std::string_view(event) == "pull_request_target";
}

bool has_postgres(const RoundtripOptions& options) {
  try {
    find_installation({options.pg_version, options.pg_bindir});
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

void add_rehearsal_options(CLI::App& app, RehearsalOptions& options) {
  app.add_option("--pg-bindir", options.pg_bindir, "The folder of initdb and postgres")
      ->type_name("DIR");
  app.add_option("--extension", options.extensions,
                 "Make this extension beforehand, as a superuser; repeatable")
      ->type_name("NAME");
  app.add_flag("--keep", options.keep, "Leave the throw-away cluster's folder and say where it is");
}

void add_roundtrip_switch(CLI::App& app, RehearsalOptions& options) {
  app.add_option("--roundtrip", options.roundtrip,
                 "Rehearse the migrations; auto: where PostgreSQL is installed")
      ->type_name("auto|on|off")
      ->check(CLI::IsMember({"auto", "on", "off"}));
}

std::optional<RoundtripOptions> wanted_rehearsal(const RehearsalOptions& options,
                                                 std::optional<int> pg_version) {
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
  wanted.extensions = options.extensions;
  if (automatic && !has_postgres(wanted)) return std::nullopt;
  return wanted;
}

}  // namespace migcheck
