#include "cli/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>

#include "cli/terminal.h"
#include "core/did_you_mean.h"
#include "core/error.h"
#include "core/text.h"
#include "report/format.h"
#include "report/visible.h"

namespace migcheck {

namespace {

struct Format {
  const char* name;
  std::string (*render)(const Report&);
  bool shows_notes;  // else they go to standard error
};

std::string render_plain_text(const Report& report) { return render_text(report, Color::no); }

constexpr std::array formats = {
    Format{"text", render_plain_text, true},
    Format{"json", render_json, false},
    Format{"github", render_github, false},
    Format{"markdown", render_markdown, true},
};

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const Format& format : formats) names.emplace_back(format.name);
  return names;
}

const std::vector<std::string> fail_on_names = {"error", "warning", "notice", "never"};

// What is wrong with a name that must be one of `known`; empty: nothing.
std::string unknown_name(std::string_view name, const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), name) != known.end()) return {};
  const std::optional<std::string> meant = did_you_mean(name, known);
  if (meant) return fmt::format("unknown value '{}': did you mean '{}'?", name, *meant);
  return fmt::format("unknown value '{}': one of {}", name, join(known, ", "));
}

struct Destination {
  const Format* format;
  std::string file;  // empty: standard output
};

Destination destination_of(const std::string& option) {
  const std::size_t equals = option.find('=');
  const std::string name = option.substr(0, equals);
  const auto* const format = std::find_if(formats.begin(), formats.end(),
                                          [&](const Format& known) { return name == known.name; });
  return {format, equals == std::string::npos ? "" : option.substr(equals + 1)};
}

void write_to_terminal(const Report& report, const Format& format) {
  if (format.render == render_plain_text) {
    std::cout << render_text(report, color_of(STDOUT_FILENO));
  } else {
    std::cout << format.render(report);
  }
  if (!std::cout.flush()) throw Error("standard output could not be written");
}

}  // namespace

void add_output_options(CLI::App& app, OutputOptions& options) {
  app.add_option("--format", options.formats, "text, json, github or markdown; =FILE writes a file")
      ->type_name("FMT[=FILE]")
      ->allow_extra_args(false)
      ->check([](const std::string& option) {
        return unknown_name(option.substr(0, option.find('=')), format_names());
      });
  app.add_option("--fail-on", options.fail_on, "The severity from which on the exit status is 1")
      ->type_name("error|warning|notice|never")
      ->check([](const std::string& name) { return unknown_name(name, fail_on_names); });
}

void write_file(const std::string& path, const std::string& content) {
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream << content;
  stream.close();
  if (!stream) throw Error(fmt::format("{} could not be written", path), "check the path");
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

int exit_status(const Report& report, const OutputOptions& options, const std::string& configured) {
  const std::string otherwise = configured.empty() ? "error" : configured;
  const std::optional<Severity> threshold =
      severity_from(options.fail_on.empty() ? otherwise : options.fail_on);
  if (!threshold) return 0;  // never
  const bool failed =
      std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
        return !finding.suppressed && finding.severity >= *threshold &&
               finding.severity != Severity::off;
      });
  return failed ? 1 : 0;
}

}  // namespace migcheck
