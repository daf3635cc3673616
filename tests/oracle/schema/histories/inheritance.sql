-- Tables that inherit.
-- revision 1: one parent, two children
CREATE TABLE vehicle (id integer PRIMARY KEY, wheels integer NOT NULL CHECK (wheels >= 0), colour text DEFAULT 'white');
CREATE TABLE car (doors integer) INHERITS (vehicle);
CREATE TABLE truck (load numeric, wheels integer DEFAULT 6, CHECK (load > 0)) INHERITS (vehicle);
-- downgrade
DROP TABLE truck, car, vehicle;
-- revision 2: what the parent gets, the children get
ALTER TABLE vehicle ADD COLUMN plate varchar(12) DEFAULT 'none' NOT NULL;
ALTER TABLE vehicle ADD CONSTRAINT sane CHECK (wheels < 30);
ALTER TABLE vehicle ADD CONSTRAINT here_only CHECK (colour <> 'pink') NO INHERIT;
ALTER TABLE vehicle ALTER COLUMN colour SET NOT NULL;
ALTER TABLE vehicle ALTER COLUMN colour SET DEFAULT 'grey';
ALTER TABLE ONLY vehicle ALTER COLUMN wheels SET DEFAULT 4;
-- downgrade
ALTER TABLE ONLY vehicle ALTER COLUMN wheels DROP DEFAULT;
ALTER TABLE vehicle ALTER COLUMN colour SET DEFAULT 'white';
ALTER TABLE vehicle ALTER COLUMN colour DROP NOT NULL;
ALTER TABLE vehicle DROP CONSTRAINT here_only;
ALTER TABLE vehicle DROP CONSTRAINT sane;
ALTER TABLE vehicle DROP COLUMN plate;
-- revision 3: renames and types go down, too
ALTER TABLE vehicle RENAME COLUMN colour TO paint;
ALTER TABLE vehicle RENAME CONSTRAINT sane TO sane_wheels;
ALTER TABLE vehicle ALTER COLUMN wheels TYPE bigint;
-- downgrade
ALTER TABLE vehicle ALTER COLUMN wheels TYPE integer;
ALTER TABLE vehicle RENAME CONSTRAINT sane_wheels TO sane;
ALTER TABLE vehicle RENAME COLUMN paint TO colour;
-- revision 4: several parents, columns merge
CREATE TABLE insured (plate varchar(12), policy text NOT NULL, CONSTRAINT sane_wheels CHECK (policy <> ''));
ALTER TABLE insured RENAME CONSTRAINT sane_wheels TO has_policy;
CREATE TABLE taxi (number integer, policy text) INHERITS (car, insured);
-- downgrade
DROP TABLE taxi, insured;
-- revision 5: columns dropped in the parent stay where they are defined, too
ALTER TABLE insured DROP COLUMN plate;
ALTER TABLE insured DROP COLUMN policy CASCADE;
ALTER TABLE ONLY vehicle DROP COLUMN paint;
ALTER TABLE vehicle DROP CONSTRAINT sane_wheels;
ALTER TABLE ONLY vehicle DROP CONSTRAINT vehicle_wheels_check;
-- revision 6: inheritance given and taken
ALTER TABLE taxi NO INHERIT insured;
CREATE TABLE bicycle (id integer NOT NULL, wheels bigint NOT NULL, plate varchar(12) NOT NULL, gears integer);
ALTER TABLE bicycle INHERIT vehicle;
ALTER TABLE truck NO INHERIT vehicle;
-- downgrade
ALTER TABLE truck INHERIT vehicle;
DROP TABLE bicycle;
ALTER TABLE taxi INHERIT insured;
-- revision 7: the parent goes
DROP TABLE vehicle CASCADE;
