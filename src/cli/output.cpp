#include "cli/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>

#include "cli/replace_file.h"
#include "cli/terminal.h"
#include "core/did_you_mean.h"
#include "core/error.h"
#include "core/text.h"
#include "report/format.h"
#include "report/visible.h"

namespace migcheck {

namespace {

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const Format& format : formats()) names.emplace_back(format.name);
  return names;
}

const std::vector<std::string> fail_on_names = {"error", "warning", "notice", "never"};

struct Destination {
  const Format* format;
  std::string file;  // empty: standard output
};

std::string name_of(const std::string& option) { return option.substr(0, option.find('=')); }

Destination destination_of(const std::string& option) {
  const std::string name = name_of(option);
  return {find_format(name), name == option ? "" : option.substr(name.size() + 1)};
}

// What is wrong with one --format; empty: nothing.
std::string wrong_format(const std::string& option) {
  const std::string unknown = unknown_name(name_of(option), format_names());
  return unknown.empty() && option.ends_with('=') ? "a file is missing behind '='" : unknown;
}

// Two reports in one place would be none.
void check_places(const std::vector<std::string>& options) {
  std::map<std::string, std::string> places;  // and who writes there
  for (const std::string& option : options) {
    const std::string file = destination_of(option).file;
    const auto [other, is_new] = places.emplace(file, name_of(option));
    if (is_new) continue;
    throw CLI::ValidationError(
        "--format",
        fmt::format(
            "'{}' and '{}' would both be written to {}: give one of them {}file, as in {}={}",
            other->second, name_of(option), file.empty() ? "standard output" : file,
            file.empty() ? "a " : "another ", name_of(option),
            destination_of(option).format->file));
  }
}

void write_to_terminal(const Report& report, const Format& format) {
  if (std::string_view(format.name) == "text") {
    std::cout << render_text(report, color_of(STDOUT_FILENO));
  } else {
    std::cout << format.render(report);
  }
  if (!std::cout.flush()) throw Error("standard output could not be written");
}

}  // namespace

std::string unknown_name(std::string_view name, const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), name) != known.end()) return {};
  const std::optional<std::string> meant = did_you_mean(name, known);
  if (meant) return fmt::format("unknown value '{}': did you mean '{}'?", name, *meant);
  return fmt::format("unknown value '{}': one of {}", name, join(known, ", "));
}

void add_fail_on(CLI::App& app, OutputOptions& options, const std::string& description) {
  app.add_option("--fail-on", options.fail_on, description)
      ->type_name("error|warning|notice|never")
      ->check([](const std::string& name) { return unknown_name(name, fail_on_names); });
}

void add_output_options(CLI::App& app, OutputOptions& options) {
  app.add_option(
         "--format", options.formats,
         fmt::format("{}; =FILE writes a file; several are possible", join(format_names(), ", ")))
      ->type_name("FMT[=FILE]")
      ->allow_extra_args(false)
      ->check(wrong_format);
  app.parse_complete_callback([&options] { check_places(options.formats); });
  add_fail_on(app, options, "The severity from which on the exit status is 1");
}

void write_report(const Report& report, const OutputOptions& options) {
  std::vector<std::string> wanted = options.formats;
  if (wanted.empty()) wanted.emplace_back("text");
  bool notes_are_shown = false;
  for (const std::string& option : wanted) {
    const Destination destination = destination_of(option);
    if (destination.file.empty()) {
      write_to_terminal(report, *destination.format);
      notes_are_shown |= destination.format->shows_notes;
    } else {
      write_file(destination.file, destination.format->render(report));
    }
  }
  if (notes_are_shown) return;
  for (const std::string& note : report.notes)
    std::cerr << "migcheck: note: " << visible(note) << "\n";
}

std::ostream* place_for_commands(const OutputOptions& options) {
  std::ostream* place = &std::cout;
  for (const std::string& option : options.formats) {
    const Destination destination = destination_of(option);
    if (!destination.file.empty()) continue;
    if (destination.format->render == render_github) return nullptr;
    if (!destination.format->shows_notes) place = &std::cerr;
  }
  return place;
}

std::optional<Severity> threshold(const OutputOptions& options, const std::string& configured) {
  const std::string otherwise = configured.empty() ? "error" : configured;
  return severity_from(options.fail_on.empty() ? otherwise : options.fail_on);
}

int exit_status(const Report& report, const OutputOptions& options, const std::string& configured) {
  const std::optional<Severity> fails_from = threshold(options, configured);
  if (!fails_from) return 0;  // never
  const bool failed =
      std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
        return !finding.suppressed && finding.severity >= *fails_from &&
               finding.severity != Severity::off;
      });
  return failed ? 1 : 0;
}

}  // namespace migcheck
