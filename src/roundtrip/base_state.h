#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "postgres/snapshot.h"
#include "roundtrip/roundtrip.h"
#include "roundtrip/script_run.h"

namespace migcheck {

// The base is the revisions below the change: they are only upgraded, and the database that this
// leads to is kept for the next run.

// The steps at the beginning of the plan that are not rehearsed.
std::span<const RoundtripStep> base_of(const std::vector<RoundtripStep>& steps);

// Everything that the database after the base's upgrades comes from, but for PostgreSQL itself; two
// bases have the same key only if they lead to the same. Nothing where a fresh database will do.
std::optional<std::string> base_key(std::span<const RoundtripStep> base,
                                    const RoundtripOptions& options);

// What is known of the base beside its database.
struct BaseState {
  // What was not run, by the number of the step: the reader is told of it in every run.
  std::map<std::size_t, std::vector<SkippedStatement>> skipped;
  Snapshot schema;
};

// As a text, and back: for a base of the same key.
std::string to_text(const BaseState& state, std::span<const RoundtripStep> base);
BaseState base_state_from(std::string_view text, std::span<const RoundtripStep> base);

}  // namespace migcheck
