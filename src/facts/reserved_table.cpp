#include <algorithm>
#include <array>

#include "facts/practice_facts.h"
#include "schema/names.h"

namespace migcheck {

namespace {

constexpr auto system_schemas = std::to_array<std::string_view>(
    {"pg_catalog", "information_schema", "pg_toast", "pg_toast_temp"});

// Where extensions keep what is theirs.
constexpr auto extension_schemas = std::to_array<std::string_view>(
    {"_timescaledb_cache", "_timescaledb_catalog", "_timescaledb_config", "_timescaledb_internal",
     "cron", "pglogical", "repack", "tiger", "tiger_data", "timescaledb_information", "topology"});

// What extensions make in the schema that they are put into.
constexpr auto extension_tables =
    std::to_array<std::string_view>({"geography_columns", "geometry_columns", "raster_columns",
                                     "raster_overviews", "spatial_ref_sys"});

constexpr auto statements_that_read = std::to_array<std::string_view>(
    {"analyze", "copy_to", "lock_table", "reindex", "select", "vacuum"});

// Rows of an extension's own tables are often meant to be written: they are its settings.
constexpr auto statements_that_write = std::to_array<std::string_view>(
    {"copy_from", "delete", "insert", "insert_select", "merge", "truncate", "update"});

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// A catalog that is named without its schema is looked up in pg_catalog first.
bool is_of_postgres(const sql::Name& name, bool known) {
  return contains(system_schemas, name.schema) || (!known && name.name.starts_with("pg_"));
}

}  // namespace

std::string reserved_table(const StatementFacts& facts, const Schema& schema) {
  if (facts.table.empty() || contains(statements_that_read, facts.kind)) return {};
  const sql::Name name = unqualified(facts.table);
  const bool known = facts.kind.starts_with("create_table") || facts.kind == "create_view" ||
                     schema.relation(facts.table) != nullptr;
  const std::set<std::string>& excluded = facts.settings->excluded_tables;
  if (excluded.contains(name.name) || excluded.contains(facts.table)) return to_string(name);
  if (is_of_postgres(name, known)) {
    return contains(system_schemas, name.schema) ? to_string(name) : name.name;
  }
  if (contains(statements_that_write, facts.kind) || known) return {};
  const bool of_extension =
      contains(extension_schemas, name.schema) || contains(extension_tables, name.name);
  return of_extension ? to_string(name) : std::string();
}

}  // namespace migcheck
