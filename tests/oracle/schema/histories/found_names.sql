-- Constraints whose names a block looks up when it runs.
-- revision 1: a key without a name
CREATE TABLE depot (id integer PRIMARY KEY, town text);
CREATE TABLE truck (id integer PRIMARY KEY, depot integer REFERENCES depot, UNIQUE (depot));
-- downgrade
DROP TABLE truck, depot;
-- revision 2: dropped, whatever it is called
DO $$
DECLARE
    found text;
BEGIN
    SELECT conname INTO found FROM pg_constraint
    WHERE conrelid = 'truck'::regclass AND confrelid = 'depot'::regclass AND contype = 'f';
    EXECUTE format('ALTER TABLE truck DROP CONSTRAINT %I', found);
END $$;
-- downgrade
ALTER TABLE truck ADD FOREIGN KEY (depot) REFERENCES depot;
-- revision 3: the index behind one
DO $$
DECLARE
    found text;
BEGIN
    SELECT conname INTO found FROM pg_constraint WHERE conrelid = 'truck'::regclass AND contype = 'u';
    EXECUTE 'ALTER TABLE truck DROP CONSTRAINT ' || quote_ident(found);
END $$;
CREATE INDEX truck_depot ON truck (depot);
-- downgrade
DROP INDEX truck_depot;
ALTER TABLE truck ADD UNIQUE (depot);
