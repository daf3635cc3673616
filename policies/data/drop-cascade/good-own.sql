CREATE TABLE scratch (id integer);
CREATE VIEW scratch_ids AS SELECT id FROM scratch;
DROP VIEW scratch_ids;
DROP TABLE scratch CASCADE;
