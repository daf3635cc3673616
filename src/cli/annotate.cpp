#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/publish.h"
#include "core/error.h"
#include "report/read_json.h"

namespace migcheck {

namespace {

struct AnnotateOptions {
  std::string file;
  OutputOptions output;  // --fail-on alone
  PublishOptions publish;
};

SourceFilePtr read(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(stream), {});
  if (!stream || stream.bad()) throw Error(path + " could not be read", "check the path");
  return std::make_shared<const SourceFile>(SourceFile{path, std::move(text)});
}

int annotate(const AnnotateOptions& options) {
  Report report = read_report(read(options.file));
  report.fail_on = threshold(options.output, "");
  return publish(report, options.publish, {}, &std::cout, 0);
}

}  // namespace

Run add_annotate(CLI::App& app) {
  const auto options = std::make_shared<AnnotateOptions>();
  app.add_option("REPORT.json", options->file, "What `migcheck check --format json=FILE` wrote")
      ->required();
  add_fail_on(app, options->output, "The severity from which on the check run has failed");
  add_publish_options(app, options->publish);
  return [options] { return annotate(*options); };
}

}  // namespace migcheck
