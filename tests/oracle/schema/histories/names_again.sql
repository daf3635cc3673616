-- Names that were used before, and names that tables, indexes and sequences share.
-- revision 1: an index of the name that a key would get
CREATE TABLE bird (id integer, name text);
CREATE INDEX bird_pkey ON bird (name);
ALTER TABLE bird ADD PRIMARY KEY (id);
CREATE TABLE bird_name_key (x integer);
ALTER TABLE bird ADD UNIQUE (name);
CREATE SEQUENCE nest_id_seq;
CREATE TABLE nest (id serial PRIMARY KEY, bird integer REFERENCES bird);
-- downgrade
DROP TABLE nest, bird, bird_name_key;
DROP SEQUENCE nest_id_seq;
-- revision 2: dropped and made again with other contents
DROP TABLE nest;
CREATE TABLE nest (id serial PRIMARY KEY, eggs integer CHECK (eggs < 20), bird text REFERENCES bird (name));
DROP INDEX bird_pkey;
CREATE VIEW bird_pkey AS SELECT * FROM bird;
-- downgrade
DROP VIEW bird_pkey;
CREATE INDEX bird_pkey ON bird (name);
DROP TABLE nest;
CREATE TABLE nest (id serial PRIMARY KEY, bird integer REFERENCES bird);
-- revision 3: a renamed table leaves its names behind
ALTER TABLE nest RENAME TO old_nest;
CREATE TABLE nest (LIKE old_nest INCLUDING ALL);
CREATE TABLE third (id serial PRIMARY KEY);
ALTER TABLE third RENAME TO fourth;
CREATE TABLE third (id serial PRIMARY KEY);
-- downgrade
DROP TABLE third, fourth, nest;
ALTER TABLE old_nest RENAME TO nest;
-- revision 4: two tables change their names
ALTER TABLE third RENAME TO tmp;
ALTER TABLE fourth RENAME TO third;
ALTER TABLE tmp RENAME TO fourth;
-- downgrade
ALTER TABLE third RENAME TO tmp;
ALTER TABLE fourth RENAME TO third;
ALTER TABLE tmp RENAME TO fourth;
-- revision 5: one constraint's name on several tables, an index's only once
ALTER TABLE third ADD CONSTRAINT positive CHECK (id > 0);
ALTER TABLE fourth ADD CONSTRAINT positive CHECK (id > 1);
ALTER TABLE fourth ADD CONSTRAINT third FOREIGN KEY (id) REFERENCES third;
ALTER TABLE fourth ADD n integer UNIQUE, ADD CONSTRAINT fourth_n_key2 CHECK (n > 0);
ALTER TABLE fourth ADD UNIQUE (n);
-- downgrade
ALTER TABLE fourth DROP n, DROP CONSTRAINT third, DROP CONSTRAINT positive;
ALTER TABLE third DROP CONSTRAINT positive;
