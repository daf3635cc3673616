#pragma once

#include <CLI/App.hpp>
#include <functional>
#include <string>
#include <vector>

namespace migcheck {

// A subcommand: adds its options to `app` and returns what to do when it is called. The returned
// function gives the exit status; it may throw Error.
using Run = std::function<int()>;

Run add_check(CLI::App& app);
Run add_roundtrip(CLI::App& app);
Run add_annotate(CLI::App& app);
Run add_heads(CLI::App& app);
Run add_history(CLI::App& app);
Run add_show(CLI::App& app);
Run add_merge_heads(CLI::App& app);
Run add_sql(CLI::App& app);
Run add_stats(CLI::App& app);
Run add_policies(CLI::App& app);
Run add_explain(CLI::App& app);

}  // namespace migcheck
