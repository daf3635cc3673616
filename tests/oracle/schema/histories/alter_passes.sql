-- Several actions in one ALTER TABLE, in the order in which PostgreSQL takes them.
-- revision 1: the table
CREATE TABLE sheet (id integer, a text, b integer DEFAULT 1, c numeric, CONSTRAINT small CHECK (b < 100), CONSTRAINT b_key UNIQUE (b));
-- downgrade
DROP TABLE sheet;
-- revision 2: dropped and added again under the same name
ALTER TABLE sheet ADD COLUMN a integer, DROP COLUMN a;
ALTER TABLE sheet ADD CONSTRAINT small CHECK (b < 50), DROP CONSTRAINT small;
ALTER TABLE sheet DROP CONSTRAINT b_key, ADD CONSTRAINT b_key UNIQUE (b, c);
-- downgrade
ALTER TABLE sheet DROP CONSTRAINT b_key, ADD CONSTRAINT b_key UNIQUE (b);
ALTER TABLE sheet DROP CONSTRAINT small, ADD CONSTRAINT small CHECK (b < 100);
ALTER TABLE sheet DROP COLUMN a, ADD COLUMN a text;
-- revision 3: types before constraints and columns
ALTER TABLE sheet
    ADD CONSTRAINT long CHECK (length(c) > 0),
    ALTER COLUMN c TYPE text,
    ADD COLUMN d integer REFERENCES sheet (e),
    ADD COLUMN e integer UNIQUE,
    ALTER COLUMN b SET DEFAULT 7,
    ALTER COLUMN b TYPE bigint,
    ADD PRIMARY KEY (id),
    ALTER COLUMN a SET NOT NULL,
    ADD CHECK (d < e);
-- downgrade
ALTER TABLE sheet DROP CONSTRAINT long, DROP CONSTRAINT sheet_check, DROP COLUMN d, DROP COLUMN e, DROP CONSTRAINT sheet_pkey, ALTER a DROP NOT NULL, ALTER id DROP NOT NULL, ALTER b TYPE integer, ALTER b SET DEFAULT 1, ALTER c TYPE numeric USING c::numeric;
-- revision 4: columns with everything at once
ALTER TABLE sheet
    ADD f serial,
    ADD COLUMN g bigint GENERATED ALWAYS AS IDENTITY,
    ADD h integer NOT NULL DEFAULT 0 CONSTRAINT h_check CHECK (h > -1) CONSTRAINT h_unique UNIQUE CONSTRAINT h_ref REFERENCES sheet (id) ON DELETE CASCADE DEFERRABLE,
    ADD i text COLLATE "C" DEFAULT 'i' CHECK (i <> '') NOT NULL,
    ADD j integer GENERATED ALWAYS AS (h * 2) STORED;
-- downgrade
ALTER TABLE sheet DROP j, DROP i, DROP h, DROP g, DROP f;
