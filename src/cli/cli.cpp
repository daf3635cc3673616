#include "cli/cli.h"

#include <CLI/CLI.hpp>

namespace migcheck {

int run(int argc, const char* const* argv) {
  CLI::App app{"Checks a pull request's database migrations", "migcheck"};
  app.set_version_flag("--version", "migcheck " MIGCHECK_VERSION);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return 0;
}

}  // namespace migcheck
