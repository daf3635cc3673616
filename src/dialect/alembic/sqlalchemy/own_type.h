#pragma once

#include "dialect/alembic/op/lowering_options.h"
#include "dialect/alembic/python/value.h"
#include "dialect/alembic/sqlalchemy/types.h"

namespace migcheck::alembic {

// A column type that the project defines itself: a class that derives from TypeDecorator, which is
// what its `impl` is, or from UserDefinedType, which is what its get_col_spec() gives. `value` is
// the class, an instance, or the External that names or calls a class of a module of the project.
// Null if it is nothing of the kind. Refuses one whose SQL depends on more than that.
// Source: SQLAlchemy's documentation, "Custom Types".
TypePtr own_type(const python::Value& value, std::string_view label,
                 const LoweringOptions& options);

}  // namespace migcheck::alembic
