-- Extended statistics.
-- revision 1: kinds
CREATE TABLE trip (id integer, city text, zip text, km numeric, at timestamp);
CREATE STATISTICS trip_dep (dependencies) ON city, zip FROM trip;
CREATE STATISTICS trip_all ON city, zip, km FROM trip;
CREATE STATISTICS IF NOT EXISTS trip_all ON city, km FROM trip;
CREATE SCHEMA stat;
CREATE STATISTICS stat.trip_mcv (mcv, ndistinct) ON km, at FROM trip;
-- downgrade
DROP TABLE trip;
DROP SCHEMA stat;
-- revision 2: names, schemas, targets
ALTER STATISTICS trip_dep RENAME TO trip_dependencies;
ALTER STATISTICS trip_all SET SCHEMA stat;
ALTER STATISTICS stat.trip_mcv SET STATISTICS 200;
COMMENT ON STATISTICS trip_dependencies IS 'zip depends on city';
ALTER TABLE trip RENAME COLUMN city TO town;
-- downgrade
ALTER TABLE trip RENAME COLUMN town TO city;
COMMENT ON STATISTICS trip_dependencies IS NULL;
ALTER STATISTICS stat.trip_mcv SET STATISTICS -1;
ALTER STATISTICS stat.trip_all SET SCHEMA public;
ALTER STATISTICS trip_dependencies RENAME TO trip_dep;
-- revision 3: a column of some is dropped
ALTER TABLE trip DROP COLUMN km;
-- revision 4: the rest
DROP STATISTICS trip_dependencies;
DROP STATISTICS IF EXISTS missing;
