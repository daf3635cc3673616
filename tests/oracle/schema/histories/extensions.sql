-- Extensions, and what uses their types, operators and functions.
-- since: 13
-- revision 1: made
CREATE EXTENSION citext;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE SCHEMA ext;
CREATE EXTENSION hstore WITH SCHEMA ext;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
CREATE EXTENSION btree_gist;
CREATE TABLE reader (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    mail citext NOT NULL UNIQUE,
    name text,
    extra ext.hstore DEFAULT ''::ext.hstore,
    room integer,
    during tsrange,
    EXCLUDE USING gist (room WITH =, during WITH &&)
);
CREATE INDEX reader_name ON reader USING gin (name gin_trgm_ops);
CREATE INDEX reader_near ON reader USING gist (name gist_trgm_ops);
CREATE VIEW same_mail AS SELECT a.id FROM reader a JOIN reader b ON a.mail = b.mail AND similarity(a.name, b.name) > 0.5;
-- downgrade
DROP VIEW same_mail;
DROP TABLE reader;
DROP EXTENSION btree_gist;
DROP EXTENSION "uuid-ossp";
DROP EXTENSION hstore;
DROP SCHEMA ext;
DROP EXTENSION pg_trgm, citext;
-- revision 2: their schema gets another name
ALTER SCHEMA ext RENAME TO extensions;
DROP VIEW same_mail;
ALTER TABLE reader ALTER COLUMN mail TYPE text;
ALTER TABLE reader ALTER COLUMN mail TYPE citext;
-- downgrade
CREATE VIEW same_mail AS SELECT a.id FROM reader a JOIN reader b ON a.mail = b.mail AND similarity(a.name, b.name) > 0.5;
ALTER SCHEMA extensions RENAME TO ext;
-- revision 3: gone with what uses them
DROP EXTENSION pg_trgm CASCADE;
DROP EXTENSION IF EXISTS hstore CASCADE;
DROP EXTENSION IF EXISTS unaccent;
DROP EXTENSION citext CASCADE;
