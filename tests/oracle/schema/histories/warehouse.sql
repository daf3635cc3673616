-- A warehouse: stock, movements, and totals that a trigger keeps.
-- revision 1: stock
CREATE SCHEMA wh;
SET search_path TO wh;
CREATE TABLE shelf (row char(1) NOT NULL, level int NOT NULL, capacity int DEFAULT 10 NOT NULL, PRIMARY KEY (row, level));
CREATE TABLE item (ean varchar(13) PRIMARY KEY CHECK (ean ~ '^\d+$'), name text NOT NULL, weight_g int);
CREATE TABLE stock (row char(1), level int, ean varchar(13) REFERENCES item ON UPDATE CASCADE, pieces int NOT NULL DEFAULT 0, FOREIGN KEY (row, level) REFERENCES shelf, PRIMARY KEY (row, level, ean), CHECK (pieces >= 0));
CREATE TABLE movement (id bigserial, at timestamptz DEFAULT statement_timestamp(), ean varchar(13) NOT NULL, pieces int NOT NULL, from_row char(1), from_level int, CONSTRAINT movement_from FOREIGN KEY (from_row, from_level) REFERENCES shelf (row, level) MATCH FULL) PARTITION BY RANGE (at);
CREATE TABLE movement_first PARTITION OF movement FOR VALUES FROM (MINVALUE) TO ('2025-01-01 00:00:00+00');
-- downgrade
DROP SCHEMA wh CASCADE;
-- revision 2: totals
CREATE TABLE wh.total AS SELECT ean, sum(pieces) AS pieces FROM wh.stock GROUP BY ean;
ALTER TABLE wh.total ADD PRIMARY KEY (ean), ALTER COLUMN pieces SET DEFAULT 0;
CREATE FUNCTION wh.count_stock() RETURNS trigger LANGUAGE plpgsql AS $f$
DECLARE
    changed wh.stock;
BEGIN
    changed := coalesce(NEW, OLD);
    UPDATE wh.total SET pieces = pieces + 1 WHERE ean = changed.ean;
    RETURN changed;
END
$f$;
CREATE TRIGGER count_stock AFTER INSERT OR DELETE OR UPDATE OF pieces ON wh.stock FOR EACH ROW EXECUTE FUNCTION wh.count_stock();
-- downgrade
DROP TRIGGER count_stock ON wh.stock;
DROP FUNCTION wh.count_stock();
DROP TABLE wh.total;
-- revision 3: shelves get numbers
SET search_path TO wh, public;
ALTER TABLE shelf ADD COLUMN id int GENERATED ALWAYS AS IDENTITY;
ALTER TABLE stock DROP CONSTRAINT stock_row_level_fkey;
ALTER TABLE shelf ADD CONSTRAINT shelf_id UNIQUE (id);
ALTER TABLE stock ADD COLUMN shelf int;
UPDATE stock s SET shelf = h.id FROM shelf h WHERE (h.row, h.level) = (s.row, s.level);
ALTER TABLE stock DROP CONSTRAINT stock_pkey, ADD CONSTRAINT stock_pkey PRIMARY KEY (shelf, ean), DROP COLUMN row, DROP COLUMN level, ADD FOREIGN KEY (shelf) REFERENCES shelf (id);
-- revision 4: the movements of a year
SET search_path TO wh, public;
CREATE TABLE movement_2025 PARTITION OF movement FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00') PARTITION BY LIST (ean);
CREATE TABLE movement_2025_rest PARTITION OF movement_2025 DEFAULT;
CREATE INDEX ON movement (ean, at DESC);
ALTER TABLE movement ADD CONSTRAINT movement_item FOREIGN KEY (ean) REFERENCES item;
-- downgrade
SET search_path TO wh, public;
ALTER TABLE movement DROP CONSTRAINT movement_item;
DROP INDEX movement_ean_at_idx;
DROP TABLE movement_2025;
-- revision 5: moved out
ALTER TABLE wh.item SET SCHEMA public;
ALTER SCHEMA wh RENAME TO warehouse;
-- downgrade
ALTER SCHEMA warehouse RENAME TO wh;
ALTER TABLE item SET SCHEMA wh;
