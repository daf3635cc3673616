-- GRANT and REVOKE.
-- roles: clerk, auditor, manager
-- revision 1: on all kinds
CREATE SCHEMA office;
CREATE TABLE office.desk (id serial PRIMARY KEY, place text, price numeric, secret text);
CREATE TABLE office.chair (id integer);
CREATE VIEW office.places AS SELECT place FROM office.desk;
CREATE SEQUENCE office.numbers;
CREATE FUNCTION office.count_desks() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM office.desk';
CREATE TYPE office.size AS ENUM ('s', 'l');
CREATE DOMAIN office.name AS text;
GRANT USAGE ON SCHEMA office TO clerk, auditor;
GRANT USAGE, CREATE ON SCHEMA office TO manager WITH GRANT OPTION;
GRANT SELECT, INSERT ON office.desk TO clerk;
GRANT SELECT ON TABLE office.desk, office.chair, office.places TO auditor;
GRANT ALL ON office.chair TO manager WITH GRANT OPTION;
GRANT SELECT (id, place), UPDATE (price) ON office.desk TO PUBLIC;
GRANT USAGE, SELECT ON SEQUENCE office.numbers, office.desk_id_seq TO clerk;
GRANT EXECUTE ON FUNCTION office.count_desks() TO clerk;
GRANT USAGE ON TYPE office.size TO clerk;
-- downgrade
DROP SCHEMA office CASCADE;
-- revision 2: taken away
REVOKE INSERT ON office.desk FROM clerk;
REVOKE ALL ON office.chair FROM auditor;
REVOKE GRANT OPTION FOR SELECT ON office.chair FROM manager;
REVOKE EXECUTE ON FUNCTION office.count_desks() FROM PUBLIC;
REVOKE USAGE ON TYPE office.size FROM PUBLIC;
REVOKE SELECT (id) ON office.desk FROM PUBLIC;
REVOKE ALL ON SCHEMA office FROM auditor;
REVOKE USAGE ON DOMAIN office.name FROM PUBLIC;
-- revision 3: all in the schema
GRANT SELECT ON ALL TABLES IN SCHEMA office TO auditor;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA office TO auditor;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA office TO auditor;
GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA office TO clerk;
-- downgrade
REVOKE ALL PRIVILEGES ON ALL TABLES IN SCHEMA office FROM clerk;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA office FROM auditor;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA office FROM auditor;
REVOKE SELECT ON ALL TABLES IN SCHEMA office FROM auditor;
-- revision 4: what is made later
ALTER DEFAULT PRIVILEGES IN SCHEMA office GRANT SELECT ON TABLES TO auditor;
ALTER DEFAULT PRIVILEGES IN SCHEMA office GRANT USAGE ON SEQUENCES TO clerk;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO manager;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
CREATE TABLE office.lamp (id serial, watts integer);
CREATE VIEW office.bright AS SELECT * FROM office.lamp WHERE watts > 60;
CREATE FUNCTION office.light() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE elsewhere (id integer);
-- downgrade
DROP TABLE elsewhere;
DROP FUNCTION office.light();
DROP VIEW office.bright;
DROP TABLE office.lamp;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM manager;
ALTER DEFAULT PRIVILEGES IN SCHEMA office REVOKE USAGE ON SEQUENCES FROM clerk;
ALTER DEFAULT PRIVILEGES IN SCHEMA office REVOKE SELECT ON TABLES FROM auditor;
-- revision 5: the owner's own, and a whole object
REVOKE INSERT, UPDATE ON office.lamp FROM postgres;
REVOKE ALL ON office.places FROM postgres, auditor;
GRANT TRIGGER, REFERENCES, TRUNCATE ON office.desk TO manager;
ALTER TABLE office.desk RENAME COLUMN place TO spot;
ALTER TABLE office.desk DROP COLUMN price;
-- revision 6: replaced objects keep theirs
CREATE OR REPLACE VIEW office.places AS SELECT spot AS place, id FROM office.desk;
CREATE OR REPLACE FUNCTION office.count_desks() RETURNS bigint LANGUAGE sql AS 'SELECT 2::bigint';
ALTER TABLE office.desk SET SCHEMA public;
