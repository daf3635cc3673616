-- Checks and columns that merge, and come from several parents.
-- revision 1: a diamond
CREATE TABLE top (id integer NOT NULL, name text DEFAULT 'top', CONSTRAINT named CHECK (name <> ''));
CREATE TABLE left_side (l integer) INHERITS (top);
CREATE TABLE right_side (r integer) INHERITS (top);
CREATE TABLE bottom (b integer, CONSTRAINT named CHECK (name <> '')) INHERITS (left_side, right_side);
-- downgrade
DROP TABLE bottom, left_side, right_side, top;
-- revision 2: changes at the top
ALTER TABLE top ADD COLUMN extra integer DEFAULT 5;
ALTER TABLE top RENAME COLUMN name TO title;
ALTER TABLE top ADD CONSTRAINT positive CHECK (extra > 0);
ALTER TABLE bottom ADD COLUMN own text;
-- downgrade
ALTER TABLE bottom DROP COLUMN own;
ALTER TABLE top DROP CONSTRAINT positive;
ALTER TABLE top RENAME COLUMN title TO name;
ALTER TABLE top DROP COLUMN extra;
-- revision 3: only on one side
ALTER TABLE left_side ADD COLUMN common integer;
ALTER TABLE right_side ADD COLUMN common integer;
ALTER TABLE left_side DROP COLUMN common;
ALTER TABLE bottom NO INHERIT right_side;
-- downgrade
ALTER TABLE bottom INHERIT right_side;
ALTER TABLE right_side DROP COLUMN common;
-- revision 4: the column's and the constraint's way back
ALTER TABLE top DROP CONSTRAINT named;
ALTER TABLE top DROP COLUMN title;
ALTER TABLE top DROP COLUMN extra;
-- revision 5: indexes and keys do not inherit
ALTER TABLE top ADD PRIMARY KEY (id);
CREATE INDEX ON top (id);
ALTER TABLE top DROP CONSTRAINT top_pkey;
ALTER TABLE top ALTER COLUMN id DROP NOT NULL;
