-- Keys of and to partitioned tables.
-- revision 1: a key that others refer to
CREATE TABLE region (id integer, zone integer NOT NULL, name text, PRIMARY KEY (id, zone)) PARTITION BY LIST (zone);
CREATE TABLE region_1 PARTITION OF region FOR VALUES IN (1);
CREATE TABLE region_2 PARTITION OF region FOR VALUES IN (2);
CREATE TABLE city (id integer PRIMARY KEY, region integer, zone integer, FOREIGN KEY (region, zone) REFERENCES region);
CREATE TABLE street (id integer, city integer REFERENCES city ON DELETE CASCADE, zone integer) PARTITION BY LIST (zone);
CREATE TABLE street_1 PARTITION OF street FOR VALUES IN (1);
-- downgrade
DROP TABLE street, city, region;
-- revision 2: partitions come with their own
CREATE TABLE street_2 (id integer, city integer, zone integer, CONSTRAINT own_name FOREIGN KEY (city) REFERENCES city ON DELETE CASCADE, CONSTRAINT in_two CHECK (zone = 2));
ALTER TABLE street ATTACH PARTITION street_2 FOR VALUES IN (2);
CREATE TABLE region_3 (zone integer NOT NULL, name text, id integer NOT NULL, CONSTRAINT region_three PRIMARY KEY (id, zone));
ALTER TABLE region ATTACH PARTITION region_3 FOR VALUES IN (3);
-- downgrade
ALTER TABLE city DROP CONSTRAINT city_region_zone_fkey;
DROP TABLE region_3, street_2;
ALTER TABLE city ADD FOREIGN KEY (region, zone) REFERENCES region;
-- revision 3: constraints of the parent
ALTER TABLE region ADD CONSTRAINT region_name UNIQUE (name, zone);
ALTER TABLE region ADD CONSTRAINT zones CHECK (zone < 100);
ALTER TABLE street ADD CONSTRAINT zoned CHECK (zone IS NOT NULL) NOT VALID;
ALTER TABLE street VALIDATE CONSTRAINT zoned;
ALTER TABLE street ALTER COLUMN id SET NOT NULL;
-- downgrade
ALTER TABLE street ALTER COLUMN id DROP NOT NULL;
ALTER TABLE street DROP CONSTRAINT zoned;
ALTER TABLE region DROP CONSTRAINT zones;
ALTER TABLE region DROP CONSTRAINT region_name;
-- revision 4: names
ALTER TABLE region RENAME CONSTRAINT region_name TO region_names;
ALTER INDEX region_2_pkey RENAME TO region_two;
ALTER TABLE region RENAME CONSTRAINT zones TO zone_limit;
-- downgrade
ALTER TABLE region RENAME CONSTRAINT zone_limit TO zones;
ALTER INDEX region_two RENAME TO region_2_pkey;
ALTER TABLE region RENAME CONSTRAINT region_names TO region_name;
-- revision 5: detached, they keep what they have
ALTER TABLE street DETACH PARTITION street_1;
ALTER TABLE street DETACH PARTITION street_2;
ALTER TABLE city DROP CONSTRAINT city_region_zone_fkey;
ALTER TABLE region DETACH PARTITION region_2;
-- revision 6: dropped
ALTER TABLE region DROP CONSTRAINT region_pkey;
ALTER TABLE city DROP CONSTRAINT city_pkey CASCADE;
