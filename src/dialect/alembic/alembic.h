#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dialect/dialect.h"
#include "dialect/history.h"

// Alembic's histories, for the table in dialects.cpp.
namespace migcheck::alembic {

std::vector<History> discover(const Project& project);

std::optional<History> open(const Project& project, const std::string& folder);

}  // namespace migcheck::alembic
