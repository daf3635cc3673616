#pragma once

#include <CLI/App.hpp>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "core/report.h"

namespace migcheck {

// Where a report goes: --format FMT[=FILE], repeatable, each to a place of its own. Without any it
// is text on standard output.
struct OutputOptions {
  std::vector<std::string> formats;
  std::string fail_on;  // empty: not given
};

// What is wrong with a name that must be one of `known`, with a "did you mean"; empty: nothing.
std::string unknown_name(std::string_view name, const std::vector<std::string>& known);

// Adds --fail-on alone, with what it means to the command.
void add_fail_on(CLI::App& app, OutputOptions& options, const std::string& description);

// Adds --format and --fail-on; `options` must outlive the command. An unknown format or severity is
// a usage error with a "did you mean", and so are two reports for one place.
void add_output_options(CLI::App& app, OutputOptions& options);

// Writes the report in every format that was asked for. A file that cannot be written is an Error.
void write_report(const Report& report, const OutputOptions& options);

// Where workflow commands may be printed beside the report: standard output where nothing but text
// for people goes there, else standard error. Null: the report on standard output has them already.
std::ostream* place_for_commands(const OutputOptions& options);

// The severity from which on a check fails; nothing: never. Where --fail-on was not given, what the
// project's configuration says counts, and else "error".
std::optional<Severity> threshold(const OutputOptions& options, const std::string& configured);

// The exit status: 1 when a finding that is not suppressed is at or above --fail-on, else 0. Where
// that was not given, what the project's configuration says counts, and else "error".
int exit_status(const Report& report, const OutputOptions& options, const std::string& configured);

}  // namespace migcheck
