-- What came with PostgreSQL 15: SET NULL of some columns, NULLS NOT DISTINCT, views of the invoker.
-- since: 15
-- revision 1: made
CREATE TABLE tenant (id integer PRIMARY KEY);
CREATE TABLE post (tenant integer NOT NULL REFERENCES tenant, id integer, title text, PRIMARY KEY (tenant, id));
CREATE TABLE reply (
    tenant integer NOT NULL, id integer, post integer, parent integer, slug text UNIQUE NULLS NOT DISTINCT,
    FOREIGN KEY (tenant, post) REFERENCES post ON DELETE SET NULL (post),
    CONSTRAINT of_parent FOREIGN KEY (tenant, parent) REFERENCES post (tenant, id) ON DELETE SET DEFAULT (parent)
);
CREATE UNIQUE INDEX reply_once ON reply (tenant, post) NULLS NOT DISTINCT WHERE id > 0;
CREATE VIEW titles WITH (security_invoker = true) AS SELECT title FROM post;
CREATE UNLOGGED SEQUENCE quick;
-- downgrade
DROP SEQUENCE quick;
DROP VIEW titles;
DROP TABLE reply, post, tenant;
-- revision 2: renamed under them
ALTER TABLE reply RENAME COLUMN parent TO answers;
ALTER VIEW titles SET (security_invoker = false);
ALTER SEQUENCE quick SET LOGGED;
-- downgrade
ALTER SEQUENCE quick SET UNLOGGED;
ALTER VIEW titles SET (security_invoker = true);
ALTER TABLE reply RENAME COLUMN answers TO parent;
