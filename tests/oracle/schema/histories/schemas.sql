-- Schemas: made, renamed, dropped, with objects moved between them.
-- revision 1: objects that refer to each other across schemas
CREATE SCHEMA one;
CREATE SCHEMA two;
CREATE TABLE one.a (id serial PRIMARY KEY, v text DEFAULT 'x');
CREATE TABLE two.b (id serial PRIMARY KEY, a integer REFERENCES one.a);
CREATE VIEW one.ab AS SELECT a.id, b.id AS b FROM one.a JOIN two.b ON b.a = a.id;
CREATE FUNCTION two.f(one.a) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TYPE two.t AS (x integer, y one.a);
CREATE TABLE one.c (t two.t, n integer DEFAULT nextval('one.a_id_seq'));
-- downgrade
DROP SCHEMA one, two CASCADE;
-- revision 2: moved
CREATE SCHEMA three;
ALTER TABLE one.a SET SCHEMA three;
ALTER VIEW one.ab SET SCHEMA two;
ALTER FUNCTION two.f(three.a) SET SCHEMA one;
ALTER TYPE two.t SET SCHEMA three;
-- downgrade
ALTER TYPE three.t SET SCHEMA two;
ALTER FUNCTION one.f(three.a) SET SCHEMA two;
ALTER VIEW two.ab SET SCHEMA one;
ALTER TABLE three.a SET SCHEMA one;
DROP SCHEMA three;
-- revision 3: renamed
ALTER SCHEMA three RENAME TO drei;
ALTER SCHEMA one RENAME TO eins;
-- downgrade
ALTER SCHEMA eins RENAME TO one;
ALTER SCHEMA drei RENAME TO three;
-- revision 4: dropped with what is in it and what depends on that
DROP SCHEMA drei CASCADE;
-- revision 5: an empty one and the rest
CREATE SCHEMA vier;
DROP SCHEMA vier;
DROP SCHEMA eins, two CASCADE;
