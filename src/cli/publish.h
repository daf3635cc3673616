#pragma once

#include <CLI/App.hpp>
#include <iosfwd>
#include <string>
#include <vector>

#include "core/report.h"

namespace migcheck {

// How a report is delivered to GitHub.
struct PublishOptions {
  bool publish = false;               // --publish
  bool strict = false;                // --strict-publish
  std::vector<std::string> surfaces;  // --report; empty: not given
};

// Adds --publish, --report and --strict-publish; `options` must outlive the command.
void add_publish_switch(CLI::App& app, PublishOptions& options);

// The last two of them, for a command that does nothing else.
void add_publish_options(CLI::App& app, PublishOptions& options);

// Delivers the report to the surfaces that the options name, else to those that are `configured`,
// else to all. What does not arrive goes to the step summary, and as workflow commands to
// `commands` (null: they are printed already); standard error says what was delivered and why
// something was not. Returns `status`, or 2 where something was not delivered and --strict-publish
// is given.
int publish(const Report& report, const PublishOptions& options,
            const std::vector<std::string>& configured, std::ostream* commands, int status);

}  // namespace migcheck
