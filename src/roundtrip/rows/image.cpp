#include "roundtrip/rows/image.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "core/text.h"
#include "roundtrip/rows/shapes_query.h"

namespace migcheck {

namespace {

using nlohmann::json;

constexpr const char* kTables = R"(
WITH RECURSIVE tables AS MATERIALIZED (
  SELECT DISTINCT c.oid, c.relkind,
    pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS name
  FROM ($tables) AS named(oid)
    JOIN pg_catalog.pg_class given ON given.oid = named.oid
    JOIN pg_catalog.pg_class c
      ON c.oid = CASE WHEN given.relispartition
        THEN pg_catalog.pg_partition_root(given.oid)::oid ELSE given.oid END
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND c.relname <> 'alembic_version'
    AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
    AND pg_catalog.has_table_privilege(c.oid, 'SELECT')),
bases(type, base) AS (
  SELECT DISTINCT atttypid, atttypid FROM tables JOIN pg_catalog.pg_attribute ON attrelid = tables.oid
  WHERE attnum > 0 AND NOT attisdropped
  UNION
  SELECT bases.type, typbasetype FROM bases JOIN pg_catalog.pg_type ON pg_type.oid = base
  WHERE typtype = 'd')
SELECT oid, name, relkind = 'p',
  (SELECT pg_catalog.array_to_string(conkey, ' ') FROM pg_catalog.pg_constraint
   WHERE conrelid = tables.oid AND contype = 'p'),
  (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(attnum, pg_catalog.quote_ident(attname),
     typname, atttypmod) ORDER BY attnum)
   FROM pg_catalog.pg_attribute JOIN bases ON bases.type = atttypid
     JOIN pg_catalog.pg_type ON pg_type.oid = base AND typtype <> 'd'
   WHERE attrelid = tables.oid AND attnum > 0 AND NOT attisdropped)
FROM tables ORDER BY name COLLATE "C")";

// Other settings print values differently. Sources: PostgreSQL documentation, 20.11.2 and
// 20.11.3, Client Connection Defaults.
constexpr const char* kSettings =
    "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = "
    "'postgres'; SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL "
    "xmlbinary = 'base64'; SET LOCAL lc_monetary = 'C'; ";

RowImage::Table table_of(const Connection::Row& row) {
  RowImage::Table table;
  table.oid = row.at(0);
  table.name = row.at(1);
  table.is_parted = row.at(2) == "t";
  for (const std::string_view number : split_words(row.at(3))) {
    table.key.push_back(std::stoi(std::string(number)));
  }
  if (row.at(4).empty()) return table;
  for (const json& column : json::parse(row.at(4))) {
    table.columns.push_back({column.at(0), column.at(1), column.at(2), column.at(3)});
  }
  return table;
}

std::string from_table(const RowImage::Table& table) {
  return " FROM " + std::string(table.is_parted ? "" : "ONLY ") + table.name;
}

std::string as_json(const std::vector<std::string>& values) {
  return "pg_catalog.to_json(ARRAY[" + join(values, ", ") +
         "]::pg_catalog.text[])::pg_catalog.text";
}

// One row more than are kept tells that there are too many.
std::string select_rows(const RowImage::Table& table) {
  std::vector<std::string> values;
  for (const RowImage::Column& column : table.columns) {
    values.push_back(column.name + "::pg_catalog.text");
  }
  return "(SELECT " + quote_literal(table.oid) + ", " + as_json(values) + from_table(table) +
         " LIMIT " + std::to_string(kMostRows + 1) + ")";
}

std::string select_digest(const RowImage::Table& table) {
  std::vector<std::string> values{"pg_catalog.count(*)::pg_catalog.text"};
  for (const RowImage::Column& column : table.columns) {
    values.push_back("pg_catalog.sum(pg_catalog.hashtextextended(" + column.name +
                     "::pg_catalog.text, 0)::pg_catalog.numeric)::pg_catalog.text");
  }
  return "SELECT " + as_json(values) + from_table(table);
}

std::vector<RowImage::Value> values_of(const std::string& text) {
  std::vector<RowImage::Value> values;
  for (const json& value : json::parse(text)) {
    values.push_back(value.is_null() ? RowImage::Value() : value.get<std::string>());
  }
  return values;
}

void read_digest(Reading& reading, RowImage::Table& table) {
  table.is_digest = true;
  table.rows.clear();
  std::vector<RowImage::Value> values = values_of(reading.query(select_digest(table)).at(0).at(0));
  table.row_count = std::stoul(values.front().value_or("0"));
  for (std::size_t i = 1; i < values.size(); ++i) table.digests.push_back(values[i].value_or(""));
}

RowImage read(Reading& reading) {
  static const PlannedQuery tables = planned_for_tables("migcheck_rows", kTables);
  RowImage image;
  std::vector<std::string> queries;
  for (const auto& row : reading.query(tables)) {
    image.tables.push_back(table_of(row));
    queries.push_back(select_rows(image.tables.back()));
  }
  if (queries.empty()) return image;
  std::map<std::string, RowImage::Table*> by_oid;
  for (RowImage::Table& table : image.tables) by_oid[table.oid] = &table;
  for (const auto& row : reading.query(join(queries, "\nUNION ALL "))) {
    by_oid.at(row.at(0))->rows.push_back(values_of(row.at(1)));
  }
  for (RowImage::Table& table : image.tables) {
    table.row_count = table.rows.size();
    if (table.row_count > kMostRows) read_digest(reading, table);
  }
  return image;
}

}  // namespace

RowImage read_rows(Connection& connection, const std::vector<std::string>& tables, Within within) {
  if (tables.empty()) return {};
  Reading reading(connection, within, kSettings + set_tables(tables));
  RowImage image = read(reading);
  reading.end();
  return image;
}

RowImage read_rows(Connection& connection, const RowImage& before, Within within) {
  std::vector<std::string> tables;
  for (const RowImage::Table& table : before.tables) {
    tables.push_back(table.oid);
    tables.push_back(table.name);
  }
  return read_rows(connection, tables, within);
}

}  // namespace migcheck
