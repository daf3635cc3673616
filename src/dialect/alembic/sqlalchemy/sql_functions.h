#pragma once

#include <string>

#include "dialect/alembic/sqlalchemy/fragment.h"

namespace migcheck::alembic {

// "schema.name" of the call sa.func.schema.name(…); empty if it is no such call.
std::string sql_function_name(const python::External& call);

// The call of the function that sql_function_name() gave.
// Source: SQLAlchemy's sql/functions.py.
Fragment build_sql_function(const python::External& call, const std::string& name,
                            const Scope& scope);

// sa.Sequence(…).next_value()
Fragment next_value(const python::Value& sequence);

}  // namespace migcheck::alembic
