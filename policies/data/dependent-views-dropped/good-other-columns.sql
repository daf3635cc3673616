-- The view does not read the column.
CREATE TABLE parcels (id bigint PRIMARY KEY, weight integer, note text);
CREATE VIEW heavy_parcels AS SELECT id FROM parcels WHERE weight > 20;
ALTER TABLE parcels DROP COLUMN note CASCADE;
