-- Tables as types.
-- revision 1: columns and functions of a table's type
CREATE TABLE part (id integer, name text);
CREATE TABLE machine (id integer PRIMARY KEY, main part, others part[]);
CREATE FUNCTION label(part) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.name';
CREATE FUNCTION all_parts() RETURNS SETOF part LANGUAGE sql STABLE AS 'SELECT * FROM part';
CREATE VIEW labels AS SELECT label(p) AS label, (m.main).name AS main FROM part p, machine m;
CREATE FUNCTION of_view(labels) RETURNS text LANGUAGE sql AS 'SELECT $1.label';
CREATE FUNCTION typed(machine.id%TYPE) RETURNS machine.main%TYPE LANGUAGE sql AS 'SELECT NULL::part';
-- downgrade
DROP FUNCTION typed(integer);
DROP FUNCTION of_view(labels);
DROP VIEW labels;
DROP FUNCTION all_parts();
DROP FUNCTION label(part);
DROP TABLE machine, part;
-- revision 2: the table is renamed and moved
ALTER TABLE part RENAME TO component;
CREATE SCHEMA stock;
ALTER TABLE component SET SCHEMA stock;
-- downgrade
ALTER TABLE stock.component SET SCHEMA public;
DROP SCHEMA stock;
ALTER TABLE component RENAME TO part;
-- revision 3: a column of it is renamed
ALTER TABLE stock.component RENAME COLUMN name TO title;
ALTER TABLE stock.component ADD COLUMN weight numeric;
-- downgrade
ALTER TABLE stock.component DROP COLUMN weight;
ALTER TABLE stock.component RENAME COLUMN title TO name;
-- revision 4: dropped with all that has its type
DROP TABLE stock.component CASCADE;
