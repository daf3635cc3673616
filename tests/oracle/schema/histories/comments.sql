-- Comments on everything.
-- revision 1: objects and comments
CREATE SCHEMA annex;
CREATE TABLE annex.room (id integer CONSTRAINT room_key PRIMARY KEY, area numeric CONSTRAINT room_area CHECK (area > 0), floor integer);
CREATE INDEX room_floor ON annex.room (floor);
CREATE SEQUENCE annex.numbers;
CREATE VIEW annex.big AS SELECT * FROM annex.room WHERE area > 50;
CREATE TYPE annex.colour AS ENUM ('red');
CREATE DOMAIN annex.height AS integer CONSTRAINT low CHECK (VALUE < 5);
CREATE FUNCTION annex.paint(annex.colour) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
CREATE PROCEDURE annex.clean() LANGUAGE sql AS '';
COMMENT ON SCHEMA annex IS 'the annex';
COMMENT ON TABLE annex.room IS 'a room';
COMMENT ON COLUMN annex.room.area IS 'in m²';
COMMENT ON CONSTRAINT room_key ON annex.room IS 'the key';
COMMENT ON CONSTRAINT room_area ON annex.room IS 'not nothing';
COMMENT ON INDEX annex.room_floor IS 'by floor';
COMMENT ON INDEX annex.room_key IS 'behind the key';
COMMENT ON SEQUENCE annex.numbers IS 'it''s numbers';
COMMENT ON VIEW annex.big IS E'two\nlines';
COMMENT ON TYPE annex.colour IS 'of paint';
COMMENT ON DOMAIN annex.height IS 'of a room';
COMMENT ON CONSTRAINT low ON DOMAIN annex.height IS 'not high';
COMMENT ON FUNCTION annex.paint(annex.colour) IS 'paints';
COMMENT ON PROCEDURE annex.clean() IS 'cleans';
-- downgrade
DROP SCHEMA annex CASCADE;
-- revision 2: changed and taken away
COMMENT ON TABLE annex.room IS 'one room';
COMMENT ON COLUMN annex.room.area IS NULL;
COMMENT ON INDEX annex.room_floor IS '';
COMMENT ON SCHEMA annex IS NULL;
COMMENT ON SCHEMA public IS 'what everybody sees';
-- downgrade
COMMENT ON SCHEMA public IS 'standard public schema';
COMMENT ON SCHEMA annex IS 'the annex';
COMMENT ON INDEX annex.room_floor IS 'by floor';
COMMENT ON COLUMN annex.room.area IS 'in m²';
COMMENT ON TABLE annex.room IS 'a room';
-- revision 3: they stay through renames and changes of type
ALTER TABLE annex.room RENAME COLUMN floor TO level;
ALTER TABLE annex.room RENAME TO chamber;
DROP VIEW annex.big;
ALTER TABLE annex.chamber ALTER COLUMN level TYPE bigint;
ALTER INDEX annex.room_floor RENAME TO chamber_level;
COMMENT ON COLUMN annex.chamber.level IS 'from the ground';
-- revision 4: a new column of an old name has none
ALTER TABLE annex.chamber DROP COLUMN level;
ALTER TABLE annex.chamber ADD COLUMN level integer;
