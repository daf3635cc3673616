#pragma once

#include <string>

#include "core/error.h"
#include "core/report.h"

namespace migcheck {

// One function for each output format, each in a file of its own; pure.

enum class Color { no, yes };

// For people: code frames in the manner of rustc, then a summary line.
std::string render_text(const Report& report, Color color);

// The contract of design: see docs/json-report.md.
std::string render_json(const Report& report);

// GitHub's workflow commands (`::error file=…`), escaped, at most ten of each level.
std::string render_github(const Report& report);

// The Markdown of the step summary (GITHUB_STEP_SUMMARY).
std::string render_markdown(const Report& report);

// An Error with its place, excerpt, caret and hint, for standard error.
std::string render_error(const Error& error, Color color);

}  // namespace migcheck
