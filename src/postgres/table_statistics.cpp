#include "postgres/table_statistics.h"

#include <map>

namespace migcheck {

namespace {

// Up to version 13 a table that was never looked at has 0 rows, from 14 on it has -1.
// reltuples and relpages are brought up to date by VACUUM, ANALYZE and CREATE INDEX, the counters
// by every transaction: where there are more rows now, pages grow in proportion, as the planner has
// it. Source: PostgreSQL's src/backend/utils/adt/plancat.c, estimate_rel_size; pg_class in its
// manual.
constexpr const char* tables_query = R"(
WITH seen AS (
  SELECT c.oid, n.nspname, c.relname, c.relkind, c.relispartition, c.relpages, c.reltoastrelid,
         c.reltuples::float8 AS tuples,
         pg_catalog.pg_stat_get_live_tuples(c.oid)::float8 AS live,
         pg_catalog.pg_stat_get_tuples_inserted(c.oid) + pg_catalog.pg_stat_get_tuples_updated(c.oid)
           + pg_catalog.pg_stat_get_tuples_deleted(c.oid) AS writes,
         c.reltuples > 0 OR c.relpages > 0
           OR pg_catalog.pg_stat_get_last_analyze_time(c.oid) IS NOT NULL
           OR pg_catalog.pg_stat_get_last_autoanalyze_time(c.oid) IS NOT NULL
           OR pg_catalog.pg_stat_get_last_vacuum_time(c.oid) IS NOT NULL
           OR pg_catalog.pg_stat_get_last_autovacuum_time(c.oid) IS NOT NULL AS analysed
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'
    AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
), counted AS (
  SELECT seen.*,
         CASE WHEN analysed THEN greatest(tuples, live, 0) WHEN live > 0 THEN live END AS row_count,
         CASE WHEN tuples > 0 THEN greatest(live / tuples, 1) WHEN live > 0 THEN NULL ELSE 1 END
           * pg_catalog.current_setting('block_size')::float8 AS page_bytes
  FROM seen
)
SELECT c.oid, CASE WHEN c.relispartition THEN i.inhparent END, c.relkind = 'p', c.nspname, c.relname,
       round(c.row_count)::int8,
       CASE WHEN c.analysed THEN
         round((c.relpages + coalesce(t.relpages, 0)) * c.page_bytes)::int8 END,
       CASE WHEN c.analysed THEN round(x.pages * c.page_bytes)::int8 END,
       c.writes
FROM counted c
LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid
LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
CROSS JOIN LATERAL (
  SELECT coalesce(sum(k.relpages), 0)::float8 AS pages
  FROM pg_catalog.pg_index d JOIN pg_catalog.pg_class k ON k.oid = d.indexrelid
  WHERE d.indrelid = c.oid
) x
ORDER BY c.nspname COLLATE "C", c.relname COLLATE "C"
)";

constexpr const char* database_query = R"(
SELECT pg_catalog.to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
       coalesce(pg_catalog.to_char(
         stats_reset AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '')
FROM pg_catalog.pg_stat_database WHERE datname = pg_catalog.current_database()
)";

std::optional<std::int64_t> number(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return std::stoll(text);
}

StatisticsRow row_of(const Connection::Row& cells) {
  return {cells.at(0),
          cells.at(1),
          cells.at(2) == "t",
          {cells.at(3), cells.at(4), number(cells.at(5)), number(cells.at(6)), number(cells.at(7)),
           number(cells.at(8))}};
}

// Adds the partitions of all levels up.
class Sums {
 public:
  explicit Sums(const std::vector<StatisticsRow>& rows) {
    for (const StatisticsRow& row : rows) {
      if (!row.parent.empty()) parts_[row.parent].push_back(&row);
    }
  }

  void add(TableStatistics& sum, const std::string& id) const {
    const auto parts = parts_.find(id);
    if (parts == parts_.end()) return;
    for (const StatisticsRow* part : parts->second) {
      if (part->partitioned) {
        add(sum, part->id);
        continue;
      }
      add_bound(sum.rows, part->own.rows);
      add_bound(sum.writes, part->own.writes);
      add_known(sum.bytes, part->own.bytes);
      add_known(sum.index_bytes, part->own.index_bytes);
    }
  }

 private:
  static void add_bound(std::optional<std::int64_t>& sum, std::optional<std::int64_t> part) {
    if (part) sum = sum.value_or(0) + *part;
  }
  static void add_known(std::optional<std::int64_t>& sum, std::optional<std::int64_t> part) {
    if (sum && part) {
      *sum += *part;
    } else {
      sum.reset();
    }
  }

  std::map<std::string, std::vector<const StatisticsRow*>> parts_;
};

}  // namespace

std::vector<TableStatistics> summed(const std::vector<StatisticsRow>& rows) {
  const Sums sums(rows);
  std::vector<TableStatistics> tables;
  for (const StatisticsRow& row : rows) {
    TableStatistics table = row.own;
    if (row.partitioned) {
      table = {row.own.schema, row.own.table, std::nullopt, 0, 0, std::nullopt};
      sums.add(table, row.id);
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

DatabaseStatistics read_statistics(Connection& connection) {
  DatabaseStatistics statistics;
  connection.query("BEGIN READ ONLY");
  connection.query("SET LOCAL statement_timeout = '10s'");
  connection.query("SET LOCAL lock_timeout = '1s'");
  const Connection::Row database = connection.query(database_query).at(0);
  statistics.taken_at = database.at(0);
  statistics.writes_since = database.at(1);
  std::vector<StatisticsRow> rows;
  for (const Connection::Row& cells : connection.query(tables_query)) rows.push_back(row_of(cells));
  connection.query("COMMIT");
  statistics.server_version = connection.server_version();
  statistics.tables = summed(rows);
  return statistics;
}

}  // namespace migcheck
