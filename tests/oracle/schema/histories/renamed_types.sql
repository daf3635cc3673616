-- Types are renamed and moved, and what mentions them follows.
-- revision 1: an enum everywhere
CREATE TYPE shade AS ENUM ('light', 'dark');
CREATE DOMAIN percent AS integer CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE wall (id integer, shade shade DEFAULT 'light'::shade, shades shade[] DEFAULT '{light}'::shade[], filled percent DEFAULT 10, CHECK (shade = 'light'::shade OR filled > 5::percent));
CREATE INDEX wall_dark ON wall ((shade = 'dark'::shade), filled) WHERE shade <> 'light';
CREATE FUNCTION darker(shade, n percent DEFAULT 3) RETURNS shade LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION shades() RETURNS shade[] LANGUAGE sql IMMUTABLE AS 'SELECT NULL::shade[]';
CREATE VIEW dark_walls AS SELECT id, shade::text AS name, darker(shade) AS darker FROM wall WHERE shade = ANY (ARRAY['dark'::shade]);
CREATE TYPE paint AS (shade shade, litres numeric);
ALTER TABLE wall ENABLE ROW LEVEL SECURITY;
CREATE POLICY dark ON wall USING (shade > 'light'::shade);
CREATE TABLE hue (shade shade NOT NULL) PARTITION BY LIST (shade);
CREATE TABLE hue_dark PARTITION OF hue FOR VALUES IN ('dark');
-- downgrade
DROP TABLE hue;
DROP TYPE paint;
DROP VIEW dark_walls;
DROP FUNCTION shades();
DROP FUNCTION darker(shade, percent);
DROP TABLE wall;
DROP DOMAIN percent;
DROP TYPE shade;
-- revision 2: renamed
ALTER TYPE shade RENAME TO "Shade";
ALTER DOMAIN percent RENAME TO per_cent;
-- downgrade
ALTER DOMAIN per_cent RENAME TO percent;
ALTER TYPE "Shade" RENAME TO shade;
-- revision 3: moved
CREATE SCHEMA look;
ALTER TYPE "Shade" SET SCHEMA look;
ALTER DOMAIN per_cent SET SCHEMA look;
ALTER SCHEMA look RENAME TO "Look";
-- downgrade
ALTER SCHEMA "Look" RENAME TO look;
ALTER DOMAIN look.per_cent SET SCHEMA public;
ALTER TYPE look."Shade" SET SCHEMA public;
DROP SCHEMA look;
-- revision 4: a value is renamed
ALTER TYPE "Look"."Shade" RENAME VALUE 'light' TO 'bright';
-- downgrade
ALTER TYPE "Look"."Shade" RENAME VALUE 'bright' TO 'light';
-- revision 5: gone
DROP TYPE "Look"."Shade" CASCADE;
