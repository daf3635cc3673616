-- IF EXISTS and IF NOT EXISTS, of what is there and of what is not.
-- revision 1: made, and not made again
CREATE TABLE IF NOT EXISTS coin (id integer PRIMARY KEY, value integer);
CREATE TABLE IF NOT EXISTS coin (id text, other integer);
CREATE INDEX IF NOT EXISTS coin_value ON coin (value);
CREATE INDEX IF NOT EXISTS coin_value ON coin (id, value);
CREATE SEQUENCE IF NOT EXISTS coin_numbers START 5;
CREATE SEQUENCE IF NOT EXISTS coin_numbers START 50;
CREATE SCHEMA IF NOT EXISTS mint;
CREATE SCHEMA IF NOT EXISTS mint;
CREATE MATERIALIZED VIEW IF NOT EXISTS coins AS SELECT id FROM coin;
CREATE MATERIALIZED VIEW IF NOT EXISTS coins AS SELECT value FROM coin;
CREATE TABLE IF NOT EXISTS coins (id integer);
ALTER TABLE coin ADD COLUMN IF NOT EXISTS value text;
ALTER TABLE coin ADD COLUMN IF NOT EXISTS metal text DEFAULT 'gold';
ALTER TABLE IF EXISTS coin ADD COLUMN weight numeric;
ALTER TABLE IF EXISTS note ADD COLUMN weight numeric;
-- downgrade
DROP MATERIALIZED VIEW IF EXISTS coins;
DROP SCHEMA IF EXISTS mint;
DROP SEQUENCE IF EXISTS coin_numbers;
DROP TABLE IF EXISTS coin;
-- revision 2: renamed and moved
ALTER TABLE IF EXISTS coin RENAME COLUMN weight TO grams;
ALTER TABLE IF EXISTS note RENAME TO paper;
ALTER TABLE IF EXISTS coin RENAME TO penny;
ALTER INDEX IF EXISTS coin_value RENAME TO penny_value;
ALTER INDEX IF EXISTS note_value RENAME TO paper_value;
ALTER TABLE IF EXISTS note SET SCHEMA mint;
ALTER SEQUENCE IF EXISTS coin_numbers INCREMENT 3;
ALTER VIEW IF EXISTS no_view RENAME TO view;
-- downgrade
ALTER SEQUENCE coin_numbers INCREMENT 1;
ALTER INDEX penny_value RENAME TO coin_value;
ALTER TABLE penny RENAME TO coin;
ALTER TABLE coin RENAME COLUMN grams TO weight;
-- revision 3: dropped
ALTER TABLE penny DROP CONSTRAINT IF EXISTS none, DROP COLUMN IF EXISTS none, DROP COLUMN IF EXISTS grams;
DROP TABLE IF EXISTS penny, note CASCADE;
DROP INDEX IF EXISTS penny_value;
DROP VIEW IF EXISTS coins_view;
DROP TYPE IF EXISTS no_type, mint.no_type;
DROP DOMAIN IF EXISTS no_domain;
DROP POLICY IF EXISTS no_policy ON mint.no_table;
DROP SCHEMA IF EXISTS mint, nothing;
DROP EXTENSION IF EXISTS ltree;
