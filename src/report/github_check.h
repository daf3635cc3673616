#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/report.h"

namespace migcheck {

// The bodies of the requests that make one check run of a report.
// Source of the limits: GitHub documentation, "REST API endpoints for check runs".

constexpr const char* check_run_name = "migcheck";
constexpr std::size_t annotations_per_request = 50;
constexpr std::size_t annotation_requests = 20;  // our own limit: more would take minutes

// What a report does not say of its check run. What is empty is left out of the bodies.
struct CheckRunFrame {
  std::string head_sha;
  std::string details_url;
  std::string external_id;
};

// "failure" when a finding is at or above the report's fail_on, "neutral" when only lesser ones are
// there, else "success".
const char* conclusion_of(const Report& report);

// The first creates the check run (POST), the others update it (PATCH), each with at most fifty
// annotations. The last one completes it. At most `annotation_requests` bodies: annotated are the
// first of `findings`, and how many is said in the run's summary.
std::vector<std::string> check_run_bodies(const Report& report,
                                          std::span<const Finding* const> findings,
                                          const CheckRunFrame& frame);

// Completes a check run that took only `annotated` of `wanted` annotations.
std::string check_run_closing_body(const Report& report, std::size_t annotated, std::size_t wanted);

}  // namespace migcheck
