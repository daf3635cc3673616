-- One schema for each tenant, and a common one.
-- since: 13
-- roles: tenant_a, tenant_b
-- revision 1: the common schema and the first tenant
CREATE SCHEMA common;
CREATE TYPE common.plan AS ENUM ('free', 'paid');
CREATE TABLE common.tenant (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL UNIQUE, plan common.plan NOT NULL DEFAULT 'free');
CREATE FUNCTION common.current_tenant() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.tenant', true), '')::uuid $$;
CREATE SCHEMA tenant_a;
CREATE TABLE tenant_a.project (id serial PRIMARY KEY, tenant uuid NOT NULL DEFAULT common.current_tenant() REFERENCES common.tenant, title text);
CREATE TABLE tenant_a.task (id serial PRIMARY KEY, project integer NOT NULL REFERENCES tenant_a.project ON DELETE CASCADE, done boolean DEFAULT false);
CREATE INDEX task_open ON tenant_a.task (project) WHERE NOT done;
GRANT USAGE ON SCHEMA tenant_a TO tenant_a;
GRANT ALL ON ALL TABLES IN SCHEMA tenant_a TO tenant_a;
-- downgrade
DROP SCHEMA tenant_a CASCADE;
DROP SCHEMA common CASCADE;
-- revision 2: the second one is a copy
CREATE SCHEMA tenant_b;
CREATE TABLE tenant_b.project (LIKE tenant_a.project INCLUDING ALL);
CREATE TABLE tenant_b.task (LIKE tenant_a.task INCLUDING ALL);
ALTER TABLE tenant_b.task ADD FOREIGN KEY (project) REFERENCES tenant_b.project;
CREATE SEQUENCE tenant_b.project_id_seq OWNED BY tenant_b.project.id;
ALTER TABLE tenant_b.project ALTER COLUMN id SET DEFAULT nextval('tenant_b.project_id_seq');
-- downgrade
DROP SCHEMA tenant_b CASCADE;
-- revision 3: rows of all in one table
SET search_path = common;
CREATE TABLE document (tenant uuid NOT NULL REFERENCES tenant, id bigint GENERATED ALWAYS AS IDENTITY, body text, PRIMARY KEY (tenant, id)) PARTITION BY HASH (tenant);
DO $$ BEGIN FOR i IN 0..2 LOOP EXECUTE format('CREATE TABLE common.document_%s PARTITION OF common.document FOR VALUES WITH (MODULUS 3, REMAINDER %s)', i, i); END LOOP; END $$;
ALTER TABLE document ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON document USING (tenant = current_tenant());
-- downgrade
DROP TABLE common.document;
-- revision 4: every tenant's table gets a column
ALTER TABLE tenant_a.task ADD COLUMN due date;
ALTER TABLE tenant_b.task ADD COLUMN due date;
CREATE VIEW common.all_tasks AS SELECT 'a' AS tenant, t.* FROM tenant_a.task t UNION ALL SELECT 'b', t.* FROM tenant_b.task t;
-- downgrade
DROP VIEW common.all_tasks;
ALTER TABLE tenant_b.task DROP COLUMN due;
ALTER TABLE tenant_a.task DROP COLUMN due;
-- revision 5: a tenant is renamed, another leaves
ALTER SCHEMA tenant_a RENAME TO tenant_first;
DROP SCHEMA tenant_b CASCADE;
