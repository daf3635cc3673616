#pragma once

#include "cli/rehearsal.h"
#include "cli/selection.h"
#include "config/configuration.h"
#include "dialect/history.h"
#include "roundtrip/alembic/project.h"

namespace migcheck {

// What the configuration and the command line say about the project's own Alembic.
AlembicProject alembic_settings(const Configuration& configuration,
                                const RehearsalOptions& options);

// Adds where the files of the history are: in the work tree, if what is checked lies there as it
// is; else what is checked will be written elsewhere.
void add_place(AlembicProject& project, const History& history, const Comparison& comparison);

}  // namespace migcheck
