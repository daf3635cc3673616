-- How tables are stored: parameters, logging, clustering, replica identity, access method.
-- since: 13
-- revision 1: with parameters
CREATE TABLE page (id integer PRIMARY KEY, text text, words integer NOT NULL) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, toast.autovacuum_enabled = false);
CREATE UNLOGGED TABLE cache (id serial PRIMARY KEY, value bytea);
CREATE UNIQUE INDEX page_words ON page (words) WITH (fillfactor = 80, deduplicate_items = off);
CREATE INDEX page_gin ON page USING gin (to_tsvector('english', text)) WITH (fastupdate = off);
CREATE INDEX page_brin ON page USING brin (id) WITH (pages_per_range = 32, autosummarize);
CREATE TABLE keyed (a integer, UNIQUE (a) WITH (fillfactor = 60), b integer PRIMARY KEY WITH (fillfactor = 50)) USING heap;
-- downgrade
DROP TABLE page, cache, keyed;
-- revision 2: changed
ALTER TABLE page SET (fillfactor = 90, parallel_workers = 2), RESET (autovacuum_vacuum_scale_factor);
ALTER INDEX page_words SET (fillfactor = 75);
ALTER INDEX page_words RESET (deduplicate_items);
ALTER TABLE cache SET LOGGED;
ALTER TABLE page CLUSTER ON page_words;
ALTER TABLE page REPLICA IDENTITY USING INDEX page_words;
ALTER TABLE cache REPLICA IDENTITY FULL;
ALTER TABLE keyed REPLICA IDENTITY NOTHING;
-- downgrade
ALTER TABLE keyed REPLICA IDENTITY DEFAULT;
ALTER TABLE cache REPLICA IDENTITY DEFAULT;
ALTER TABLE page REPLICA IDENTITY DEFAULT;
ALTER TABLE page SET WITHOUT CLUSTER;
ALTER TABLE cache SET UNLOGGED;
ALTER INDEX page_words SET (deduplicate_items = off, fillfactor = 80);
ALTER TABLE page SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05), RESET (parallel_workers);
-- revision 3: clustered and rebuilt
CLUSTER page USING page_pkey;
ALTER TABLE keyed CLUSTER ON keyed_a_key;
REINDEX TABLE page;
ALTER TABLE page SET UNLOGGED;
ALTER TABLE page SET (toast.autovacuum_enabled = true);
-- revision 4: the index behind it goes
DROP INDEX page_words;
ALTER TABLE keyed DROP CONSTRAINT keyed_a_key;
