-- DROP … CASCADE of everything that has dependents.
-- revision 1: a web of objects
CREATE SCHEMA zoo;
CREATE TYPE zoo.diet AS ENUM ('meat', 'plants');
CREATE DOMAIN zoo.tag AS text CHECK (VALUE ~ '^[A-Z]+$');
CREATE SEQUENCE zoo.animal_numbers;
CREATE FUNCTION zoo.next_animal() RETURNS bigint LANGUAGE sql AS 'SELECT nextval(''zoo.animal_numbers'')';
CREATE TABLE zoo.species (id integer PRIMARY KEY, diet zoo.diet, tag zoo.tag, name text UNIQUE);
CREATE TABLE zoo.animal (
    id bigint PRIMARY KEY DEFAULT nextval('zoo.animal_numbers'),
    other bigint DEFAULT zoo.next_animal(),
    species integer REFERENCES zoo.species,
    species_name text REFERENCES zoo.species (name)
);
CREATE VIEW zoo.eaters AS SELECT a.id, s.diet FROM zoo.animal a JOIN zoo.species s ON s.id = a.species;
CREATE VIEW zoo.eaters_count AS SELECT diet, count(*) FROM zoo.eaters GROUP BY diet;
CREATE FUNCTION zoo.feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER feed AFTER INSERT ON zoo.animal FOR EACH ROW EXECUTE FUNCTION zoo.feed();
CREATE TABLE public.sponsor (id integer, animal bigint REFERENCES zoo.animal, favourite zoo.diet);
CREATE FUNCTION public.likes(zoo.diet) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = ''meat''';
-- revision 2: a function with a trigger and defaults
DROP FUNCTION zoo.feed() CASCADE;
DROP FUNCTION zoo.next_animal CASCADE;
-- revision 3: a sequence with a default
DROP SEQUENCE zoo.animal_numbers CASCADE;
-- revision 4: a constraint with a foreign key
ALTER TABLE zoo.species DROP CONSTRAINT species_name_key CASCADE;
-- revision 5: a type with columns, a view and a function
DROP TYPE zoo.diet CASCADE;
-- revision 6: a domain with a column
DROP DOMAIN zoo.tag CASCADE;
-- revision 7: a table with foreign keys
DROP TABLE zoo.species CASCADE;
-- revision 8: views
CREATE VIEW zoo.ids AS SELECT id FROM zoo.animal;
CREATE MATERIALIZED VIEW zoo.total AS SELECT count(*) AS n FROM zoo.ids;
CREATE INDEX ON zoo.total (n);
DROP VIEW zoo.ids CASCADE;
-- revision 9: the schema
DROP SCHEMA zoo CASCADE;
