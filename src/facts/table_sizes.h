#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/source_file.h"

namespace migcheck {

// What `migcheck stats` tells of a table in production.
struct TableSize {
  std::optional<std::int64_t> rows;         // PostgreSQL's estimate
  std::optional<std::int64_t> bytes;        // of the table and its TOAST table
  std::optional<std::int64_t> index_bytes;  // of all its indexes
  std::optional<std::int64_t> writes;       // rows written since the statistics were reset

  bool operator==(const TableSize&) const = default;
};

// By "schema.table".
using TableSizes = std::map<std::string, TableSize>;

// What `migcheck stats` wrote. An Error with its place for what is not that.
TableSizes parse_table_sizes(const SourceFilePtr& file);

}  // namespace migcheck
