#pragma once

#include <string>

#include "postgres/table_statistics.h"

namespace migcheck {

// What `migcheck stats` writes and parse_table_sizes() reads: no data, no roles, no addresses.
std::string stats_json(const DatabaseStatistics& statistics);

}  // namespace migcheck
