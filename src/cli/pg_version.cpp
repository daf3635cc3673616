#include "cli/pg_version.h"

#include <CLI/CLI.hpp>

namespace migcheck {

void add_pg_version(CLI::App& app, std::optional<int>& version) {
  app.add_option("--pg-version", version, "The major version of the production server")
      ->check(CLI::Range(12, 18))
      ->type_name("N");
}

}  // namespace migcheck
