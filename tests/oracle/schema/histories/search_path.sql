-- Names without a schema.
-- revision 1: two schemas with the same names
CREATE SCHEMA north;
CREATE SCHEMA south;
SET search_path = north;
CREATE TABLE town (id serial PRIMARY KEY, name text UNIQUE);
CREATE TYPE kind AS ENUM ('big', 'small');
CREATE FUNCTION label(integer) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''n''';
SET search_path TO south, public;
CREATE TABLE town (id serial PRIMARY KEY, name text);
CREATE TYPE kind AS ENUM ('old');
ALTER TABLE town ADD COLUMN kind kind DEFAULT 'old';
CREATE TABLE public.map (id integer);
-- downgrade
DROP TABLE map;
DROP SCHEMA north, south CASCADE;
-- revision 2: a new session has the path of the server
CREATE TABLE town (id integer, far boolean);
CREATE INDEX ON town (far);
SET LOCAL search_path TO north, south;
ALTER TABLE town ADD COLUMN kind kind DEFAULT 'big', ADD COLUMN label text DEFAULT label(3);
CREATE INDEX town_kind ON town (kind);
ALTER TABLE public.map ADD COLUMN town integer REFERENCES town;
RESET search_path;
-- downgrade
ALTER TABLE map DROP COLUMN town;
ALTER TABLE north.town DROP COLUMN kind, DROP COLUMN label;
DROP TABLE town;
-- revision 3: set in a function call, reset
SELECT pg_catalog.set_config('search_path', 'south', false);
CREATE VIEW towns AS SELECT * FROM town;
SELECT set_config('search_path', '', false);
CREATE TABLE public.plain (id integer PRIMARY KEY, name pg_catalog.varchar(10));
SET search_path TO DEFAULT;
ALTER TABLE plain ADD COLUMN other text;
-- downgrade
DROP TABLE plain;
DROP VIEW south.towns;
-- revision 4: SET SCHEMA moves indexes, constraints and sequences
DROP TABLE town;
ALTER TABLE north.town SET SCHEMA public;
-- revision 5: created within CREATE SCHEMA
CREATE SCHEMA east CREATE TABLE town (id integer PRIMARY KEY) CREATE VIEW v AS SELECT id FROM town CREATE INDEX ON town (id);
CREATE SCHEMA IF NOT EXISTS east;
-- downgrade
DROP SCHEMA east CASCADE;
