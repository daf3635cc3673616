-- A column is renamed, and everything that depends on it follows.
-- since: 13
-- revision 1: a table with all kinds of dependents
CREATE TABLE orchard (
    id integer PRIMARY KEY,
    trees integer NOT NULL CHECK (trees >= 0),
    acres numeric(8, 2),
    density numeric GENERATED ALWAYS AS (trees / acres) STORED,
    owner_name text DEFAULT 'nobody',
    parent integer REFERENCES orchard (id)
);
CREATE INDEX orchard_by_owner ON orchard (lower(owner_name)) INCLUDE (trees) WHERE acres > 1;
CREATE UNIQUE INDEX ON orchard (owner_name, acres);
CREATE VIEW large_orchard AS SELECT id, trees, owner_name AS who FROM orchard WHERE acres > 100;
CREATE MATERIALIZED VIEW orchard_total AS SELECT owner_name, sum(trees) AS trees FROM orchard GROUP BY owner_name;
CREATE STATISTICS orchard_stat ON trees, acres FROM orchard;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER on_change BEFORE UPDATE OF owner_name ON orchard FOR EACH ROW WHEN (OLD.trees IS DISTINCT FROM NEW.trees) EXECUTE FUNCTION touch();
ALTER TABLE orchard ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON orchard USING (owner_name = current_user) WITH CHECK (trees < 10000);
CREATE RULE quiet AS ON DELETE TO orchard WHERE OLD.trees > 10 DO INSTEAD NOTHING;
CREATE TABLE harvest (orchard integer, tons numeric, CONSTRAINT harvest_of FOREIGN KEY (orchard) REFERENCES orchard (id));
-- downgrade
DROP TABLE harvest;
DROP MATERIALIZED VIEW orchard_total;
DROP VIEW large_orchard;
DROP TABLE orchard;
DROP FUNCTION touch();
-- revision 2: everything gets another name
ALTER TABLE orchard RENAME COLUMN trees TO tree_count;
ALTER TABLE orchard RENAME COLUMN acres TO area;
ALTER TABLE orchard RENAME owner_name TO holder;
ALTER TABLE orchard RENAME COLUMN id TO orchard_id;
ALTER TABLE harvest RENAME COLUMN orchard TO orchard_id;
-- downgrade
ALTER TABLE harvest RENAME COLUMN orchard_id TO orchard;
ALTER TABLE orchard RENAME COLUMN orchard_id TO id;
ALTER TABLE orchard RENAME holder TO owner_name;
ALTER TABLE orchard RENAME COLUMN area TO acres;
ALTER TABLE orchard RENAME COLUMN tree_count TO trees;
-- revision 3: names that swap
ALTER TABLE orchard RENAME COLUMN tree_count TO tmp;
ALTER TABLE orchard RENAME COLUMN orchard_id TO tree_count;
ALTER TABLE orchard RENAME COLUMN tmp TO orchard_id;
-- downgrade
ALTER TABLE orchard RENAME COLUMN tree_count TO tmp;
ALTER TABLE orchard RENAME COLUMN orchard_id TO tree_count;
ALTER TABLE orchard RENAME COLUMN tmp TO orchard_id;
-- revision 4: a column of the view and one of the materialized view
ALTER VIEW large_orchard RENAME COLUMN who TO holder;
ALTER MATERIALIZED VIEW orchard_total RENAME COLUMN trees TO all_trees;
-- downgrade
ALTER VIEW large_orchard RENAME COLUMN holder TO who;
ALTER MATERIALIZED VIEW orchard_total RENAME COLUMN all_trees TO trees;
