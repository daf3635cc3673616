#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dialect/dialect.h"
#include "dialect/history.h"

// Alembic's histories, for the table in dialects.cpp.
namespace migcheck::alembic {

std::vector<History> discover(const ProjectFiles& project, const HistoryOptions& options);

std::optional<History> open(const ProjectFiles& project, const std::string& folder,
                            const HistoryOptions& options);

}  // namespace migcheck::alembic
