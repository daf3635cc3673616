CREATE SCHEMA staging;
CREATE TABLE staging.lines (id integer);
DROP SCHEMA staging CASCADE;
