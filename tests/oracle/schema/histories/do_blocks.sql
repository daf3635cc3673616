-- DO blocks and EXECUTE of literals.
-- revision 1: statements in a block
DO $$
BEGIN
    CREATE TABLE counter (id integer PRIMARY KEY, n integer DEFAULT 0);
    CREATE INDEX counter_n ON counter (n);
    EXECUTE 'ALTER TABLE counter ADD COLUMN label text';
    EXECUTE 'CREATE VIEW ' || 'counters' || ' AS SELECT id, n FROM counter';
END
$$;
-- downgrade
DO $$ BEGIN DROP VIEW counters; DROP TABLE counter; END $$;
-- revision 2: a type, unless it is there
DO $$ BEGIN
    CREATE TYPE speed AS ENUM ('slow', 'fast');
EXCEPTION
    WHEN duplicate_object THEN NULL;
END $$;
ALTER TABLE counter ADD COLUMN speed speed;
-- downgrade
ALTER TABLE counter DROP COLUMN speed;
DROP TYPE speed;
-- revision 3: on a condition
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'counter' AND column_name = 'extra') THEN
        ALTER TABLE counter ADD COLUMN extra text;
    END IF;
END $$;
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_class WHERE relname = 'no_such_table') THEN
        DROP TABLE counter;
    END IF;
END $$;
-- downgrade
ALTER TABLE counter DROP COLUMN extra;
-- revision 4: a loop over names
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['red', 'green'] LOOP
        EXECUTE format('CREATE TABLE %I (id integer PRIMARY KEY, %I text)', 'light_' || name, name);
    END LOOP;
END $$;
-- downgrade
DROP TABLE light_red, light_green;
-- revision 5: a function that makes tables, called and gone
CREATE FUNCTION make_tables() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CREATE TABLE made (id integer);
END $$;
SELECT make_tables();
DROP FUNCTION make_tables();
-- downgrade
DROP TABLE made;
-- revision 6: an exception takes back what came before it in the block
DO $$
BEGIN
    ALTER TABLE made ADD COLUMN taken_back integer;
    CREATE TABLE made (id integer);
EXCEPTION WHEN duplicate_table THEN
    ALTER TABLE made ADD COLUMN after_failure integer;
END $$;
-- downgrade
ALTER TABLE made DROP COLUMN after_failure;
