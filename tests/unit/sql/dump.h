#pragma once

#include <string>

#include "sql/operation.h"

namespace migcheck::sql {

// One line that says everything about an operation, for table tests.
std::string dump(const Operation& operation);

}  // namespace migcheck::sql
