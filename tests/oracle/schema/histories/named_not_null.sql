-- NOT NULL constraints with names, as PostgreSQL 18 reads them.
-- since: 18
-- revision 1: in CREATE TABLE
CREATE TABLE hive (
    id integer, place text, CONSTRAINT hive_has_place NOT NULL place, NOT NULL "id" NO INHERIT, UNIQUE (id)
);
CREATE TABLE bee (id integer CONSTRAINT bee_has_id NOT NULL, hive integer);
-- downgrade
DROP TABLE bee, hive;
-- revision 2: in ALTER TABLE
ALTER TABLE bee ADD CONSTRAINT bee_has_hive NOT NULL hive;
ALTER TABLE bee ADD COLUMN age integer DEFAULT 0, ADD NOT NULL age;
-- downgrade
ALTER TABLE bee ALTER COLUMN hive DROP NOT NULL;
ALTER TABLE bee DROP COLUMN age;
-- revision 3: dropped by the name
ALTER TABLE hive DROP CONSTRAINT hive_has_place;
-- downgrade
ALTER TABLE hive ADD CONSTRAINT hive_has_place NOT NULL place;
