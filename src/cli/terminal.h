#pragma once

#include "report/format.h"

namespace migcheck {

// Whether to colour what is written to a file descriptor: only a terminal, never with NO_COLOR set
// (no-color.org) or TERM=dumb.
Color color_of(int file_descriptor);

}  // namespace migcheck
