-- Composite and range types.
-- revision 1: made and used
CREATE TYPE address AS (street text, number integer, city varchar(50) COLLATE "C");
CREATE TYPE pair AS (one integer, other integer);
CREATE TABLE house (id integer PRIMARY KEY, at address, corners pair[]);
CREATE TYPE float_range AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
CREATE TYPE text_range AS RANGE (SUBTYPE = text, COLLATION = "C");
ALTER TABLE house ADD COLUMN warm float_range DEFAULT float_range(10, 20);
CREATE FUNCTION distance(pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1.one - $1.other';
-- downgrade
DROP FUNCTION distance(pair);
DROP TABLE house;
DROP TYPE text_range, float_range, pair, address;
-- revision 2: attributes
ALTER TYPE address ADD ATTRIBUTE zip text, DROP ATTRIBUTE number;
ALTER TYPE address RENAME ATTRIBUTE street TO road;
CREATE TYPE triple AS (a integer, b text, c text);
ALTER TYPE triple ALTER ATTRIBUTE a TYPE bigint, ALTER ATTRIBUTE b TYPE varchar(5) COLLATE "C";
ALTER TYPE triple DROP ATTRIBUTE IF EXISTS d, DROP ATTRIBUTE c;
-- downgrade
DROP TYPE triple;
ALTER TYPE address RENAME ATTRIBUTE road TO street;
ALTER TYPE address ADD ATTRIBUTE number integer, DROP ATTRIBUTE zip;
-- revision 3: names
ALTER TYPE address RENAME TO place;
ALTER TYPE float_range RENAME TO warmth;
COMMENT ON TYPE place IS 'where';
COMMENT ON COLUMN place.city IS 'which city';
CREATE SCHEMA geo;
ALTER TYPE place SET SCHEMA geo;
-- downgrade
ALTER TYPE geo.place SET SCHEMA public;
DROP SCHEMA geo;
COMMENT ON COLUMN place.city IS NULL;
COMMENT ON TYPE place IS NULL;
ALTER TYPE warmth RENAME TO float_range;
ALTER TYPE place RENAME TO address;
-- revision 4: typed tables
CREATE TYPE person AS (id integer, name text);
CREATE TABLE people OF person (PRIMARY KEY (id), name WITH OPTIONS DEFAULT 'x' NOT NULL);
CREATE TABLE others (id integer, name text);
ALTER TABLE others OF person;
-- downgrade
DROP TABLE others, people;
DROP TYPE person;
-- revision 5: the type changes with its tables
ALTER TYPE person ADD ATTRIBUTE age integer CASCADE;
ALTER TYPE person RENAME ATTRIBUTE name TO full_name CASCADE;
ALTER TABLE others NOT OF;
-- revision 6: dropped with what uses it
DROP TYPE geo.place CASCADE;
DROP TYPE warmth CASCADE;
DROP TYPE person CASCADE;
