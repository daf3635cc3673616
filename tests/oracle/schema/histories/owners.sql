-- OWNER TO, of everything.
-- roles: keeper, builder
-- revision 1: objects of the first owner
CREATE SCHEMA castle;
CREATE TABLE castle.tower (id serial PRIMARY KEY, height integer);
CREATE VIEW castle.high AS SELECT * FROM castle.tower WHERE height > 30;
CREATE SEQUENCE castle.gates;
CREATE TYPE castle.stone AS ENUM ('granite');
CREATE DOMAIN castle.metres AS integer;
CREATE FUNCTION castle.watch() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE MATERIALIZED VIEW castle.heights AS SELECT height FROM castle.tower;
GRANT SELECT ON castle.tower TO builder;
-- downgrade
DROP SCHEMA castle CASCADE;
-- revision 2: of another one
GRANT CREATE ON SCHEMA castle TO keeper;
ALTER TABLE castle.tower OWNER TO keeper;
ALTER VIEW castle.high OWNER TO keeper;
ALTER SEQUENCE castle.gates OWNER TO keeper;
ALTER TYPE castle.stone OWNER TO keeper;
ALTER DOMAIN castle.metres OWNER TO keeper;
ALTER FUNCTION castle.watch() OWNER TO keeper;
ALTER MATERIALIZED VIEW castle.heights OWNER TO keeper;
-- downgrade
ALTER MATERIALIZED VIEW castle.heights OWNER TO postgres;
ALTER FUNCTION castle.watch() OWNER TO postgres;
ALTER DOMAIN castle.metres OWNER TO postgres;
ALTER TYPE castle.stone OWNER TO postgres;
ALTER SEQUENCE castle.gates OWNER TO postgres;
ALTER VIEW castle.high OWNER TO postgres;
ALTER TABLE castle.tower OWNER TO postgres;
REVOKE CREATE ON SCHEMA castle FROM keeper;
-- revision 3: a schema made for a role, and privileges of the new owner
GRANT SELECT, UPDATE ON castle.tower TO postgres;
REVOKE DELETE ON castle.tower FROM keeper;
ALTER SCHEMA castle OWNER TO CURRENT_USER;
