-- Indexes of all methods, with operator classes, orders, options.
-- revision 1: made
CREATE TABLE spot (id integer, name text, code varchar(20), at timestamptz, where_is point, area box, during tsrange, words tsvector, info jsonb, list integer[], ip inet);
CREATE INDEX spot_order ON spot (name DESC, code ASC NULLS FIRST, at DESC NULLS LAST);
CREATE INDEX spot_pattern ON spot (name text_pattern_ops, code varchar_pattern_ops, lower(name) text_pattern_ops);
CREATE INDEX spot_hash ON spot USING hash (code);
CREATE INDEX spot_gist ON spot USING gist (where_is, area, during);
CREATE INDEX spot_gin ON spot USING gin (words, info jsonb_path_ops, list);
CREATE INDEX spot_spgist ON spot USING spgist (where_is);
CREATE INDEX spot_quad ON spot USING spgist (where_is kd_point_ops);
CREATE INDEX spot_brin ON spot USING brin (at, id int4_minmax_ops) WITH (pages_per_range = 8);
CREATE INDEX spot_inet ON spot USING gist (ip inet_ops);
CREATE UNIQUE INDEX spot_include ON spot (id) INCLUDE (name, code) WITH (fillfactor = 90) WHERE at > '2024-01-01' AND name IS NOT NULL;
CREATE INDEX spot_expression ON spot ((info ->> 'kind'), ((info #>> '{a,b}')::integer), (id % 10), (name IS NULL), coalesce(code, ''));
CREATE INDEX spot_collated ON spot (name COLLATE "C" text_ops DESC);
CREATE INDEX spot_cast ON spot ((at AT TIME ZONE 'UTC'), date_trunc('day', at AT TIME ZONE 'UTC'));
-- downgrade
DROP TABLE spot;
-- revision 2: renamed under them
ALTER TABLE spot RENAME COLUMN name TO title;
ALTER TABLE spot RENAME COLUMN info TO "Data";
ALTER TABLE spot RENAME COLUMN at TO "when";
ALTER INDEX spot_order RENAME TO "Spot Order";
ALTER TABLE spot_hash RENAME TO spot_by_code;
-- downgrade
ALTER INDEX spot_by_code RENAME TO spot_hash;
ALTER INDEX "Spot Order" RENAME TO spot_order;
ALTER TABLE spot RENAME COLUMN "when" TO at;
ALTER TABLE spot RENAME COLUMN "Data" TO info;
ALTER TABLE spot RENAME COLUMN title TO name;
-- revision 3: dropped one by one and by columns
DROP INDEX spot_pattern, spot_gin;
ALTER TABLE spot DROP COLUMN code;
ALTER TABLE spot DROP COLUMN "Data", DROP COLUMN "when";
DROP INDEX IF EXISTS spot_gin RESTRICT;
