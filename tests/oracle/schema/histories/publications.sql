-- Publications.
-- revision 1: of tables
CREATE TABLE pub_a (id integer PRIMARY KEY, v text);
CREATE TABLE pub_b (id integer PRIMARY KEY);
CREATE PUBLICATION changes FOR TABLE pub_a, pub_b;
CREATE PUBLICATION inserts FOR TABLE pub_a WITH (publish = 'insert');
CREATE PUBLICATION nothing;
-- downgrade
DROP PUBLICATION changes, inserts, nothing;
DROP TABLE pub_a, pub_b;
-- revision 2: changed
ALTER PUBLICATION changes DROP TABLE pub_b;
ALTER PUBLICATION inserts SET (publish = 'insert, update');
ALTER PUBLICATION nothing ADD TABLE pub_b;
ALTER PUBLICATION nothing RENAME TO little;
ALTER TABLE pub_a RENAME TO pub_first;
-- downgrade
ALTER TABLE pub_first RENAME TO pub_a;
ALTER PUBLICATION little RENAME TO nothing;
ALTER PUBLICATION nothing DROP TABLE pub_b;
ALTER PUBLICATION inserts SET (publish = 'insert');
ALTER PUBLICATION changes ADD TABLE pub_b;
-- revision 3: a table goes
DROP TABLE pub_first;
