#pragma once

#include <span>

#include "core/embedded_file.h"

namespace migcheck {

// The files of the Python package migcheck_driver, which obeys an AlembicProcess.
std::span<const EmbeddedFile> embedded_driver();

}  // namespace migcheck
