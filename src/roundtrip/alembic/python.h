#pragma once

#include <string>
#include <vector>

#include "roundtrip/alembic/project.h"

namespace migcheck {

// The project's Python, as a path: --python; else that of VIRTUAL_ENV; else of a folder .venv or
// venv where `alembic` would be called, or above it up to the project's root (poetry's and uv's are
// there, too); else python3 of PATH. Error where there is none.
std::string find_python(const AlembicProject& project);

// The variables that the project's Python starts with, as "NAME=value". Those of this process that
// a Python needs to find its modules and to speak the user's language; those that the project
// names; and those that it sets. No others: tokens of a continuous integration, passwords and the
// URLs of real databases stay out of the reach of a migration.
std::vector<std::string> python_environment(const AlembicProject& project, const Address& address);

}  // namespace migcheck
