#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "dialect/alembic/op/lowering_options.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/syntax.h"

namespace migcheck::alembic {

// The naming convention of what an env.py gives to Alembic as target_metadata; an empty one if it
// has none. Nothing if that cannot be followed through the project's code.
std::optional<NamingConvention> convention_of_environment(
    const std::shared_ptr<const python::Module>& env, python::ModuleFinder& modules);

// The conventions that a module makes: MetaData(naming_convention={…}), and an assignment to
// `….naming_convention`.
std::vector<NamingConvention> conventions_in(const std::shared_ptr<const python::Module>& module,
                                             python::ModuleFinder& modules);

}  // namespace migcheck::alembic
