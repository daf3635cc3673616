#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dialect/dialect.h"
#include "dialect/history.h"

// Histories of migrations in SQL, for the table in dialects.cpp.
namespace migcheck::sql_files {

std::vector<History> discover(const ProjectFiles& project, const HistoryOptions& options);

std::optional<History> open(const ProjectFiles& project, const std::string& folder,
                            const HistoryOptions& options);

}  // namespace migcheck::sql_files
