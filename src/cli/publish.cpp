#include "cli/publish.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>

#include "cli/delivery_target.h"
#include "cli/output.h"
#include "cli/step_summary.h"
#include "core/error.h"
#include "core/text.h"
#include "github/curl_http.h"
#include "report/findings.h"
#include "report/format.h"
#include "report/visible.h"

namespace migcheck {

namespace {

constexpr int failed = 2;
constexpr std::chrono::seconds request_timeout{30};

// For tests alone, and documented nowhere else: how much faster than real the seconds pass.
int clock_speed() {
  const char* text = std::getenv("MIGCHECK_TEST_CLOCK_SPEED");
  int speed = 1;
  if (text != nullptr) std::from_chars(text, text + std::string_view(text).size(), speed);
  return std::clamp(speed, 1, 1000);
}

void say(const std::string& message) {
  std::cerr << "migcheck: publish: " << visible(message) << "\n";
}

std::vector<Surface> chosen(const PublishOptions& options,
                            const std::vector<std::string>& configured) {
  const std::vector<std::string>& names = !options.surfaces.empty() ? options.surfaces
                                          : !configured.empty()     ? configured
                                                                    : surface_names();
  std::vector<Surface> surfaces;
  surfaces.reserve(names.size());
  for (const std::string& name : names) surfaces.push_back(surface_from(name));
  return surfaces;
}

bool is_among(const std::vector<Surface>& surfaces, Surface surface) {
  return std::find(surfaces.begin(), surfaces.end(), surface) != surfaces.end();
}

// The event of the runner; what is wrong with it must not keep anything from being delivered.
std::optional<Event> event_of_process(std::string& problem) {
  try {
    return read_event(Environment::of_process());
  } catch (const Error& error) {
    problem = error.what();
    return std::nullopt;
  }
}

Delivered deliver_to_github(const Report& report, const std::vector<Surface>& surfaces) {
  Delivered delivered;
  std::string problem;
  try {
    const int speed = clock_speed();
    SystemClock clock(speed);
    CurlHttp http(std::chrono::milliseconds(request_timeout) / speed);
    const DeliveryTarget target =
        delivery_target(RunnerVariables::of_process(), event_of_process(problem));
    delivered = deliver(report, surfaces, target, http, clock);
  } catch (const std::exception& error) {
    problem = error.what();
  }
  if (problem.empty()) return delivered;
  delivered.failed = true;
  delivered.messages.insert(delivered.messages.begin(), problem);
  return delivered;
}

// Whoever wants annotations gets them all; else it is enough to be in an overview.
std::vector<const Finding*> undelivered(const Report& report, const std::vector<Surface>& surfaces,
                                        const Delivered& delivered) {
  const bool wants_annotations =
      is_among(surfaces, Surface::check) || is_among(surfaces, Surface::review);
  const auto& there = wants_annotations ? delivered.annotated : delivered.commented;
  std::vector<const Finding*> rest = most_severe_first(report.findings);
  std::erase_if(rest, [&](const Finding* finding) { return there.contains(finding); });
  return rest;
}

void print_commands(const Report& report, const std::vector<const Finding*>& findings,
                    std::ostream& stream) {
  Report rest = report;
  rest.findings.clear();
  rest.roundtrip.reset();
  rest.statements.clear();
  for (const Finding* finding : findings) rest.findings.push_back(*finding);
  finish(rest);
  stream << render_github(rest) << std::flush;
}

// Whether every finding is in the step summary now.
bool summarise(const Report& report, Delivered& delivered) {
  const StepSummary summary = render_step_summary(report);
  const std::string obstacle = append_step_summary(summary.text);
  if (obstacle.empty()) {
    delivered.messages.emplace_back("step summary");
    return summary.complete;
  }
  delivered.failed = true;
  delivered.messages.push_back("no step summary: " + obstacle);
  return false;
}

void check_surface(CLI::Option& option) {
  option.type_name("check|review|comment|summary")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check([](const std::string& name) { return unknown_name(name, surface_names()); });
}

}  // namespace

void add_publish_options(CLI::App& app, PublishOptions& options) {
  check_surface(*app.add_option("--report", options.surfaces,
                                "Where to deliver to, instead of everywhere; repeatable"));
  app.add_flag("--strict-publish", options.strict,
               "Exit with status 2 when something could not be delivered");
}

void add_publish_switch(CLI::App& app, PublishOptions& options) {
  CLI::Option* const publish =
      app.add_flag("--publish", options.publish, "Deliver the findings to the pull request");
  add_publish_options(app, options);
  for (const char* name : {"--report", "--strict-publish"}) app.get_option(name)->needs(publish);
}

int publish(const Report& report, const PublishOptions& options,
            const std::vector<std::string>& configured, std::ostream* commands, int status) {
  const std::vector<Surface> surfaces = chosen(options, configured);
  Delivered delivered = deliver_to_github(report, surfaces);
  std::vector<const Finding*> rest = undelivered(report, surfaces, delivered);
  bool summarised = false;
  if (is_among(surfaces, Surface::summary) || !rest.empty()) {
    summarised = summarise(report, delivered);
  }
  const bool wants_overview_only =
      !is_among(surfaces, Surface::check) && !is_among(surfaces, Surface::review);
  if (wants_overview_only && summarised) rest.clear();
  for (const std::string& message : delivered.messages) say(message);
  if (!rest.empty()) {
    say(fmt::format("{} of {} as workflow commands", rest.size(),
                    counted(shown_findings(report.findings).size(), "finding")));
    if (commands != nullptr) print_commands(report, rest, *commands);
  }
  return options.strict && delivered.failed ? failed : status;
}

}  // namespace migcheck
