#include "roundtrip/rows/shapes_query.h"

#include <nlohmann/json.hpp>

#include "core/text.h"

namespace migcheck {

namespace {

// Columns that only newer servers have are read through to_jsonb, which is null where there is
// none. A partitioned table takes the rows that one of its first partitions takes.
constexpr const char* kQuery = R"(
WITH RECURSIVE named(oid) AS MATERIALIZED ($tables),
wanted(oid) AS (
  SELECT oid FROM named
  UNION
  SELECT k.confrelid FROM wanted JOIN pg_catalog.pg_constraint k
    ON k.conrelid = wanted.oid AND k.contype = 'f'),
tables AS MATERIALIZED (
  SELECT c.oid, c.relkind, c.relispartition,
    pg_catalog.has_schema_privilege(n.oid, 'USAGE')
      AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
      AND pg_catalog.has_table_privilege(c.oid, 'INSERT') AS is_allowed,
    pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS name
  FROM wanted JOIN pg_catalog.pg_class c USING (oid)
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND c.relname <> 'alembic_version'),
columns AS MATERIALIZED (
  SELECT a.*, pg_catalog.pg_get_expr(d.adbin, a.attrelid) AS expression
  FROM tables JOIN pg_catalog.pg_attribute a ON a.attrelid = tables.oid
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attnum > 0 AND NOT a.attisdropped),
used(oid) AS (
  SELECT atttypid FROM columns
  UNION
  SELECT inner_type.oid FROM used JOIN pg_catalog.pg_type t ON t.oid = used.oid,
  LATERAL (
    SELECT t.typbasetype AS oid WHERE t.typtype = 'd'
    UNION ALL SELECT t.typelem WHERE t.typelem <> 0
    UNION ALL SELECT r.rngsubtype FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid
    UNION ALL SELECT r.rngtypid FROM pg_catalog.pg_range r
      WHERE t.typtype = 'm' AND (pg_catalog.to_jsonb(r) ->> 'rngmultitypid')::oid = t.oid
    UNION ALL SELECT f.atttypid FROM pg_catalog.pg_attribute f
      WHERE t.typtype = 'c' AND f.attrelid = t.typrelid AND f.attnum > 0 AND NOT f.attisdropped
  ) inner_type)
SELECT pg_catalog.json_build_object(
'tables', (SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
  'oid', oid, 'name', name, 'is_parted', relkind = 'p', 'is_wanted', oid IN (SELECT oid FROM named),
  'is_allowed', is_allowed,
  'bound', CASE WHEN relkind = 'p' THEN
      (SELECT COALESCE(pg_catalog.string_agg(
          COALESCE(pg_catalog.pg_get_partition_constraintdef(leaf.relid), 'true'), ' OR '
          ORDER BY leaf.relid), 'false')
       FROM (SELECT relid FROM pg_catalog.pg_partition_tree(tables.oid)
             WHERE isleaf AND relid <> tables.oid ORDER BY relid LIMIT 8) leaf)
    WHEN relispartition THEN pg_catalog.pg_get_partition_constraintdef(oid) END)
  ORDER BY name COLLATE "C") FROM tables),
'columns', (SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
  'table', attrelid, 'number', attnum, 'name', attname, 'type', atttypid, 'modifier', atttypmod,
  'type_sql', pg_catalog.format_type(atttypid, atttypmod), 'not_null', attnotnull,
  'has_default', attidentity <> '' OR expression IS NOT NULL,
  'generated', CASE WHEN attgenerated <> '' THEN expression END)
  ORDER BY attrelid, attnum) FROM columns),
'constraints', (SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
  'table', conrelid, 'name', conname, 'kind', contype, 'columns', conkey, 'referenced', confkey,
  'to', confrelid, 'match_full', confmatchtype = 'f',
  'expression', pg_catalog.pg_get_expr(conbin, conrelid))
  ORDER BY conrelid, conname) FROM tables JOIN pg_catalog.pg_constraint k ON k.conrelid = tables.oid
  WHERE contype IN ('c', 'f')),
'uniques', (SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
  'table', indrelid, 'columns', (indkey::int2[])[0:indnkeyatts - 1],
  'expressions', pg_catalog.pg_get_expr(indexprs, indrelid),
  'nulls_equal', (pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::boolean)
  ORDER BY indrelid, indexrelid) FROM tables JOIN pg_catalog.pg_index i ON i.indrelid = tables.oid
  WHERE indisunique OR indisexclusion),
'types', (SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
  'oid', t.oid, 'name', typname, 'kind', typtype, 'is_builtin', nspname = 'pg_catalog',
  'sql', pg_catalog.quote_ident(nspname) || '.' || pg_catalog.quote_ident(typname),
  'not_null', typnotnull, 'base', NULLIF(typbasetype, 0), 'base_modifier', typtypmod,
  'element', CASE WHEN typcategory = 'A' AND typlen = -1 THEN typelem END,
  'subtype', (SELECT rngsubtype FROM pg_catalog.pg_range WHERE rngtypid = t.oid),
  'range', (SELECT rngtypid FROM pg_catalog.pg_range r
    WHERE typtype = 'm' AND (pg_catalog.to_jsonb(r) ->> 'rngmultitypid')::oid = t.oid),
  'labels', CASE WHEN typtype = 'e' THEN (SELECT pg_catalog.json_agg(enumlabel ORDER BY
    enumsortorder) FROM pg_catalog.pg_enum WHERE enumtypid = t.oid) END,
  'checks', CASE WHEN typtype = 'd' THEN (SELECT pg_catalog.json_agg(pg_catalog.pg_get_expr(
    conbin, 0) ORDER BY conname) FROM pg_catalog.pg_constraint
    WHERE contypid = t.oid AND contype = 'c') END,
  'fields', CASE WHEN typtype = 'c' THEN (SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
    'type', atttypid, 'modifier', atttypmod) ORDER BY attnum) FROM pg_catalog.pg_attribute
    WHERE attrelid = typrelid AND attnum > 0 AND NOT attisdropped) END))
  FROM used JOIN pg_catalog.pg_type t ON t.oid = used.oid
    JOIN pg_catalog.pg_namespace n ON n.oid = typnamespace),
'deferrables', (SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
  'name', pg_catalog.quote_ident(nspname) || '.' || pg_catalog.quote_ident(conname),
  'is_deferred', condeferred) ORDER BY k.oid)
  FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_namespace n ON n.oid = connamespace
  WHERE condeferrable))
)";

// Numbers are no names. Source: PostgreSQL, "Lexical Structure", identifiers.
constexpr const char* kTables = R"(
  SELECT CASE WHEN name ~ '^[0-9]+$' THEN name::pg_catalog.oid
    ELSE pg_catalog.to_regclass(name)::pg_catalog.oid END
  FROM pg_catalog.json_array_elements_text(
    pg_catalog.current_setting('migcheck.tables')::pg_catalog.json) AS named(name))";

}  // namespace

std::string set_tables(const std::vector<std::string>& tables) {
  return "SET LOCAL migcheck.tables = " + quote_literal(nlohmann::json(tables).dump()) + "; ";
}

PlannedQuery planned_for_tables(const std::string& name, const std::string& sql) {
  return {name, [sql](int) { return replace_all(sql, "$tables", kTables); }};
}

const PlannedQuery& shapes_query() {
  static const PlannedQuery query = planned_for_tables("migcheck_shapes", kQuery);
  return query;
}

}  // namespace migcheck
