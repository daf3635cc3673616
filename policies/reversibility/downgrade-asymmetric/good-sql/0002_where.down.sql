ALTER TABLE depots DROP COLUMN region;
DROP TYPE region;
