#pragma once

#include <CLI/App.hpp>

#include "cli/project.h"
#include "cli/selection.h"
#include "dialect/history.h"

namespace migcheck {

// What `check` and `roundtrip` are about, as the command line says it.
struct SelectionOptions {
  ProjectOptions project;
  CheckSelection selection;
};

// Adds PATH, --base, --head, --staged, --all, -C and --migrations; `options` must outlive the
// command.
void add_selection_options(CLI::App& app, SelectionOptions& options);

// The states of the project that the options name. PATHs are relative to the folder of -C.
Comparison compare(const SelectionOptions& options);

// The folder of -C in the comparison's trees.
std::string start_of(const Comparison& comparison, const ProjectOptions& options);

// Where the histories are in the comparison's trees.
HistoryOptions histories_of(const Comparison& comparison, const ProjectOptions& options,
                            const Configuration& configuration);

}  // namespace migcheck
