#pragma once

namespace migcheck {

// Parses the command line, runs the command, prints. Returns the exit status: 0 nothing at or above
// --fail-on, 1 findings, 2 usage, configuration, environment, or a file that could not be read.
int run(int argc, const char* const* argv);

}  // namespace migcheck
