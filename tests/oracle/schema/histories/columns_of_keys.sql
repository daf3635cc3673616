-- Columns that go together with the indexes and keys over several of them.
-- revision 1: keys of names
CREATE TABLE maker (name text PRIMARY KEY, town text);
CREATE TABLE engine (maker text, kind text, power integer, PRIMARY KEY (maker, kind),
    CONSTRAINT engine_maker_fkey FOREIGN KEY (maker) REFERENCES maker (name));
CREATE TABLE part (maker text, kind text, number integer,
    CONSTRAINT part_engine_fkey FOREIGN KEY (maker, kind) REFERENCES engine (maker, kind));
CREATE INDEX part_maker_kind ON part (maker, kind);
CREATE INDEX part_kind_maker ON part (lower(kind), maker) WHERE number > 0;
CREATE STATISTICS part_columns ON maker, kind FROM part;
-- downgrade
DROP TABLE part, engine, maker;
-- revision 2: keys of numbers
ALTER TABLE maker ADD COLUMN id integer NOT NULL;
ALTER TABLE engine ADD COLUMN id integer NOT NULL, ADD COLUMN maker_id integer NOT NULL;
ALTER TABLE part ADD COLUMN engine_id integer NOT NULL;
ALTER TABLE part DROP CONSTRAINT part_engine_fkey;
ALTER TABLE engine DROP CONSTRAINT engine_maker_fkey;
ALTER TABLE maker DROP CONSTRAINT maker_pkey, ADD PRIMARY KEY (id);
ALTER TABLE engine DROP CONSTRAINT engine_pkey CASCADE, ADD PRIMARY KEY (id);
ALTER TABLE engine ADD FOREIGN KEY (maker_id) REFERENCES maker;
ALTER TABLE part ADD FOREIGN KEY (engine_id) REFERENCES engine;
DROP INDEX part_maker_kind;
ALTER TABLE engine DROP COLUMN maker, DROP COLUMN kind;
ALTER TABLE part DROP COLUMN maker, DROP COLUMN kind;
