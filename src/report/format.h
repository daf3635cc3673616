#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/report.h"

namespace migcheck {

// One function for each output format, each in a file of its own; pure. formats() lists them.

enum class Color { no, yes };

// For people: code frames in the manner of rustc, then a summary line.
std::string render_text(const Report& report, Color color);

// The contract of design: see docs/json-report.md.
std::string render_json(const Report& report);

// One line for each finding: "path:12:5: error policy message", then a summary line.
std::string render_concise(const Report& report);

// GitHub's workflow commands (`::error file=…`), escaped, at most ten of each level.
std::string render_github(const Report& report);

// The Markdown of the step summary (GITHUB_STEP_SUMMARY).
std::string render_markdown(const Report& report);

struct StepSummary {
  std::string text;
  bool complete = true;  // whether it has every finding
};

// The same, and whether everything fitted into it.
StepSummary render_step_summary(const Report& report);

// The request bodies of GitHub's Checks API as a JSON list: the first creates the check run, the
// others update it in this order. Whoever sends them adds `head_sha` to the first.
std::string render_github_check(const Report& report);

// SARIF 2.1.0, for GitHub's code scanning and other viewers.
std::string render_sarif(const Report& report);

// GitLab's Code Quality report.
std::string render_gitlab(const Report& report);

// JUnit's XML, as Jenkins and GitLab read it.
std::string render_junit(const Report& report);

// Checkstyle's XML.
std::string render_checkstyle(const Report& report);

// reviewdog's diagnostics.
std::string render_rdjson(const Report& report);

// An Error with its place, excerpt, caret and hint, for standard error.
std::string render_error(const Error& error, Color color);

struct Format {
  const char* name;     // as --format takes it
  const char* purpose;  // who reads it, in a few words
  const char* file;     // how a file of it is called by custom
  std::string (*render)(const Report&);
  bool shows_notes;  // whether the report's notes stand in it: else they go to standard error
};

// Every format that --format takes; its help, docs/formats.md and the tests go through this table.
std::span<const Format> formats();

// The format of that name, or null.
const Format* find_format(std::string_view name);

}  // namespace migcheck
