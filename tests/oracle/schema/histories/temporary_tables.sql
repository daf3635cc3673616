-- Temporary tables are gone with the session, and hide what has their name.
-- revision 1: one hides the other
CREATE TABLE basket (id integer, note text);
CREATE TEMPORARY TABLE basket (id integer, only_here text);
ALTER TABLE basket ADD COLUMN more integer;
CREATE INDEX basket_more ON basket (more);
CREATE TEMP TABLE fruit ON COMMIT DROP AS SELECT 1 AS id;
ALTER TABLE public.basket ADD COLUMN real boolean;
-- downgrade
DROP TABLE public.basket;
-- revision 2: in the next session it is the other again
ALTER TABLE basket ADD COLUMN after text;
CREATE TEMP VIEW peek AS SELECT * FROM basket;
CREATE TABLE kept AS SELECT id, note FROM peek;
CREATE TEMP SEQUENCE numbers;
CREATE TABLE pg_temp.hidden (id serial PRIMARY KEY);
-- downgrade
DROP TABLE kept;
ALTER TABLE basket DROP COLUMN after;
-- revision 3: a backup for the time of the migration
CREATE TEMP TABLE basket_backup AS TABLE basket;
DROP TABLE basket;
CREATE TABLE basket (id bigint PRIMARY KEY, note text NOT NULL);
INSERT INTO basket SELECT id, note FROM basket_backup;
-- revision 4: dropped again
CREATE TEMP TABLE kept (x integer);
DROP TABLE kept;
DROP TABLE kept;
