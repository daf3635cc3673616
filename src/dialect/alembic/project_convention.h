#pragma once

#include <string>

#include "dialect/alembic/op/lowering_options.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/dialect.h"

namespace migcheck::alembic {

// The naming convention of the MetaData that the environment of these versions folders gives to
// Alembic as target_metadata. It is read, never run: env.py first, and the modules that it imports
// for it. Where that leads nowhere (Flask-Migrate takes it from the running application), the only
// convention in the project's own code is taken; several different ones are unknown.
// Source: SQLAlchemy's documentation, "Configuring Constraint Naming Conventions"; Alembic's, "The
// Importance of Naming Constraints".
NamingConvention find_naming_convention(const ProjectFiles& project, python::ModuleFinder& modules,
                                        const std::vector<std::string>& folders);

}  // namespace migcheck::alembic
