-- Range partitions: columns, indexes, constraints and triggers reach them.
-- revision 1: a table of readings by month
CREATE TABLE reading (
    at timestamptz NOT NULL,
    sensor integer NOT NULL,
    value double precision CHECK (value < 1000),
    PRIMARY KEY (at, sensor)
) PARTITION BY RANGE (at);
CREATE TABLE reading_2024 PARTITION OF reading FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE reading_2025 PARTITION OF reading (value DEFAULT 0, CHECK (sensor > 0)) FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE reading_rest PARTITION OF reading DEFAULT;
CREATE INDEX reading_sensor ON reading (sensor);
CREATE INDEX ON reading (value, sensor) WHERE value > 0;
-- downgrade
DROP TABLE reading;
-- revision 2: new partitions get everything
CREATE FUNCTION reading_seen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER seen AFTER INSERT ON reading FOR EACH ROW EXECUTE FUNCTION reading_seen();
CREATE TABLE sensor (id integer PRIMARY KEY);
ALTER TABLE reading ADD CONSTRAINT of_sensor FOREIGN KEY (sensor) REFERENCES sensor ON DELETE CASCADE;
CREATE TABLE reading_2026 PARTITION OF reading FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
ALTER TABLE reading ADD UNIQUE (sensor, at);
-- downgrade
DROP TABLE reading_2026;
ALTER TABLE reading DROP CONSTRAINT reading_sensor_at_key;
ALTER TABLE reading DROP CONSTRAINT of_sensor;
DROP TABLE sensor;
DROP TRIGGER seen ON reading;
DROP FUNCTION reading_seen();
-- revision 3: columns
ALTER TABLE reading ADD COLUMN unit text DEFAULT 'K', ADD COLUMN quality smallint CHECK (quality BETWEEN 0 AND 9);
ALTER TABLE reading ALTER COLUMN value TYPE numeric;
ALTER TABLE reading RENAME COLUMN sensor TO device;
ALTER TABLE reading_2024 ALTER COLUMN unit SET DEFAULT 'C';
-- downgrade
ALTER TABLE reading RENAME COLUMN device TO sensor;
ALTER TABLE reading ALTER COLUMN value TYPE double precision;
ALTER TABLE reading DROP COLUMN quality, DROP COLUMN unit;
-- revision 4: a partition is detached, and another attached
ALTER TABLE reading DETACH PARTITION reading_2024;
CREATE TABLE reading_2023 (LIKE reading INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
ALTER TABLE reading ATTACH PARTITION reading_2023 FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
-- downgrade
ALTER TABLE reading DETACH PARTITION reading_2023;
DROP TABLE reading_2023;
ALTER TABLE reading ATTACH PARTITION reading_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- revision 5: an index of the parent alone, and its parts
CREATE INDEX reading_unit ON ONLY reading (unit);
CREATE INDEX reading_2023_unit ON reading_2023 (unit);
ALTER INDEX reading_unit ATTACH PARTITION reading_2023_unit;
-- downgrade
DROP INDEX reading_unit;
-- revision 6: the others, and it is valid
CREATE INDEX reading_2025_unit ON reading_2025 (unit);
CREATE INDEX reading_2026_unit ON reading_2026 (unit);
CREATE INDEX reading_rest_unit ON reading_rest (unit);
ALTER INDEX reading_unit ATTACH PARTITION reading_2025_unit;
ALTER INDEX reading_unit ATTACH PARTITION reading_2026_unit;
ALTER INDEX reading_unit ATTACH PARTITION reading_rest_unit;
-- revision 7: a partition is dropped, and columns with indexes
DROP TABLE reading_2025;
ALTER TABLE reading DROP COLUMN unit;
DROP INDEX reading_sensor;
-- revision 8: all of it
DROP TABLE reading;
DROP TABLE reading_2024;
