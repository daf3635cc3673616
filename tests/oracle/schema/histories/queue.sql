-- A queue of jobs with partitions by state.
-- since: 13
-- revision 1: types and the table
CREATE TYPE job_state AS ENUM ('waiting', 'running', 'done');
CREATE TABLE job (
    id uuid DEFAULT gen_random_uuid(),
    state job_state NOT NULL DEFAULT 'waiting',
    priority smallint NOT NULL DEFAULT 100,
    payload jsonb NOT NULL DEFAULT '{}'::jsonb,
    run_at timestamptz NOT NULL DEFAULT now(),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    PRIMARY KEY (id, state)
) PARTITION BY LIST (state);
CREATE TABLE job_waiting PARTITION OF job FOR VALUES IN ('waiting');
CREATE TABLE job_running PARTITION OF job FOR VALUES IN ('running');
CREATE TABLE job_done PARTITION OF job FOR VALUES IN ('done') WITH (fillfactor = 100, autovacuum_enabled = false);
CREATE INDEX job_next ON job_waiting (priority, run_at) INCLUDE (id);
-- downgrade
DROP TABLE job;
DROP TYPE job_state;
-- revision 2: notifications
CREATE FUNCTION job_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('jobs', NEW.id::text);
    RETURN NEW;
END;
$$;
CREATE TRIGGER job_created AFTER INSERT ON job FOR EACH ROW WHEN (NEW.state = 'waiting') EXECUTE FUNCTION job_notify();
-- downgrade
DROP TRIGGER job_created ON job;
DROP FUNCTION job_notify();
-- revision 3: failed jobs
ALTER TYPE job_state ADD VALUE 'failed' BEFORE 'done';
COMMIT;
BEGIN;
CREATE TABLE job_failed PARTITION OF job FOR VALUES IN ('failed');
-- revision 4: retries
ALTER TABLE job ADD COLUMN retry_of uuid, ADD COLUMN error text;
ALTER TABLE job ALTER COLUMN priority SET DATA TYPE integer, ALTER COLUMN priority SET DEFAULT 0;
CREATE INDEX job_payload ON job USING gin (payload jsonb_path_ops);
CREATE VIEW job_open AS SELECT * FROM job WHERE state IN ('waiting', 'running');
-- downgrade
DROP VIEW job_open;
DROP INDEX job_payload;
ALTER TABLE job ALTER COLUMN priority TYPE smallint, ALTER COLUMN priority SET DEFAULT 100;
ALTER TABLE job DROP COLUMN error, DROP COLUMN retry_of;
-- revision 5: the archive
ALTER TABLE job DETACH PARTITION job_done;
ALTER TABLE job_done RENAME TO job_archive;
ALTER TABLE job_archive SET SCHEMA public;
CREATE TABLE job_done PARTITION OF job FOR VALUES IN ('done');
-- downgrade
DROP TABLE job_done;
ALTER TABLE job_archive RENAME TO job_done;
ALTER TABLE job ATTACH PARTITION job_done FOR VALUES IN ('done');
