#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/stats_output.h"
#include "core/error.h"
#include "postgres/table_statistics.h"

namespace migcheck {

namespace {

struct Options {
  std::string url;
  std::string file;  // empty: standard output
};

int export_statistics(const Options& options) {
  if (options.url.empty()) {
    throw Error("it is not said which database to ask",
                "pass --database-url postgresql://user@host/database, or set DATABASE_URL");
  }
  Connection connection{DatabaseUrl(options.url)};
  const std::string text = stats_json(read_statistics(connection));
  if (options.file.empty()) {
    std::cout << text;
    if (!std::cout.flush()) throw Error("standard output could not be written");
    return 0;
  }
  std::ofstream file(options.file, std::ios::binary);
  file << text;
  if (!file.flush()) {
    throw Error(options.file + " could not be written", "name a file in a folder that exists");
  }
  return 0;
}

}  // namespace

Run add_stats(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("--database-url", options->url,
                 "The database, as libpq reads it; DATABASE_URL keeps a password out of sight")
      ->type_name("URL")
      ->envname("DATABASE_URL");
  app.add_option("-o,--output", options->file, "Write FILE instead of standard output")
      ->type_name("FILE");
  return [options] { return export_statistics(*options); };
}

}  // namespace migcheck
