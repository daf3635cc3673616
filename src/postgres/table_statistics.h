#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "postgres/connection.h"

namespace migcheck {

// A table as PostgreSQL's catalogs and statistics see it. Nothing is set that is not known: of a
// table that was never analysed.
struct TableStatistics {
  std::string schema, table;
  std::optional<std::int64_t> rows;         // an estimate
  std::optional<std::int64_t> bytes;        // with its TOAST table, without its indexes
  std::optional<std::int64_t> index_bytes;  // of all its indexes
  std::optional<std::int64_t> writes;       // rows written since the statistics were reset

  bool operator==(const TableStatistics&) const = default;
};

struct DatabaseStatistics {
  std::string taken_at;                 // "2024-03-04T10:20:30Z", by the server's clock
  std::string writes_since;             // likewise; empty: the statistics were never reset
  std::string server_version;           // "15.18"
  std::vector<TableStatistics> tables;  // by schema and name
};

// Reads them in a read-only transaction with short timeouts. Only catalogs are read, and counters
// in shared memory: no table is opened, so no lock on one is waited for or held. Any role that may
// connect can do that. Sizes are those that the last VACUUM or ANALYZE saw, in proportion to the
// rows that there are now. Error when the server refuses.
DatabaseStatistics read_statistics(Connection& connection);

// A row of the query: a table, with the partitioned table that it belongs to.
struct StatisticsRow {
  std::string id, parent;  // oids; no parent: ""
  bool partitioned = false;
  TableStatistics own;
};

// The tables, partitioned ones as the sum of their partitions. Where a partition is not known, the
// rows and writes of the others are still a lower bound, and the bytes are not known.
std::vector<TableStatistics> summed(const std::vector<StatisticsRow>& rows);

}  // namespace migcheck
