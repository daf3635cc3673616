#pragma once

#include <CLI/App.hpp>
#include <optional>

namespace migcheck {

// Adds --pg-version, the major version of the production server: the lock model speaks of it, and
// the rehearsal runs on it. `version` must outlive the command.
void add_pg_version(CLI::App& app, std::optional<int>& version);

// What the lock model speaks of where nothing was said.
constexpr int default_pg_version = 15;

}  // namespace migcheck
