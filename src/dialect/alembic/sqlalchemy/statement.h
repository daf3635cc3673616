#pragma once

#include <string>
#include <string_view>

#include "dialect/alembic/op/lowering_options.h"
#include "dialect/alembic/python/value.h"

namespace migcheck::alembic {

// What op.execute() and connection.execute() take: a string, text(), a Core statement, a DDL
// construct. `parameters` are the values of bind parameters that were given beside it, or null.
std::string statement_sql(const python::Value& statement, const python::Value* parameters,
                          std::string_view label, const LoweringOptions& options);

}  // namespace migcheck::alembic
