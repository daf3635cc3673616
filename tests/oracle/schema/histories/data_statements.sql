-- Statements that change rows and sessions, and no schema.
-- revision 1: between changes of the schema
CREATE TABLE colour (id serial PRIMARY KEY, name text UNIQUE, hex char(6));
INSERT INTO colour (name, hex) VALUES ('red', 'ff0000'), ('blue', '0000ff') ON CONFLICT (name) DO NOTHING;
UPDATE colour SET hex = upper(hex) WHERE name <> 'red';
WITH gone AS (DELETE FROM colour WHERE name = 'blue' RETURNING *) INSERT INTO colour (name, hex) SELECT 'navy', hex FROM gone;
LOCK TABLE colour IN EXCLUSIVE MODE;
SET LOCAL lock_timeout = '5s';
SELECT setval('colour_id_seq', 100);
SELECT pg_advisory_xact_lock(42);
ANALYZE colour;
ALTER TABLE colour ADD COLUMN rgb integer[];
TRUNCATE colour RESTART IDENTITY CASCADE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE colour ALTER COLUMN rgb SET NOT NULL;
NOTIFY colours, 'changed';
PREPARE one AS SELECT 1;
EXECUTE one;
DEALLOCATE one;
-- downgrade
DELETE FROM colour;
DROP TABLE colour;
-- revision 2: savepoints
SAVEPOINT before;
ALTER TABLE colour ADD COLUMN never text;
ROLLBACK TO SAVEPOINT before;
RELEASE SAVEPOINT before;
SAVEPOINT again;
ALTER TABLE colour ADD COLUMN kept text;
RELEASE again;
-- downgrade
ALTER TABLE colour DROP COLUMN kept;
-- revision 3: transactions of its own
COMMIT;
VACUUM colour;
BEGIN;
ALTER TABLE colour ADD COLUMN taken_back text;
ROLLBACK;
BEGIN;
ALTER TABLE colour ADD COLUMN there text;
COMMIT;
BEGIN;
-- downgrade
ALTER TABLE colour DROP COLUMN there;
