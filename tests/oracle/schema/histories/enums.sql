-- Enum types.
-- revision 1: made and used
CREATE TYPE status AS ENUM ('new', 'open', 'closed');
CREATE TYPE "Level" AS ENUM ();
CREATE TABLE ticket (id integer, status status NOT NULL DEFAULT 'new', history status[] DEFAULT ARRAY['new']::status[], CHECK (status <> 'closed' OR id > 0));
CREATE INDEX ticket_open ON ticket (id) WHERE status = 'open';
CREATE VIEW open_tickets AS SELECT id FROM ticket WHERE status = 'open'::status;
-- downgrade
DROP VIEW open_tickets;
DROP TABLE ticket;
DROP TYPE status, "Level";
-- revision 2: more values
ALTER TYPE status ADD VALUE 'waiting' BEFORE 'open';
ALTER TYPE status ADD VALUE 'reopened' AFTER 'open';
ALTER TYPE status ADD VALUE 'lost';
ALTER TYPE status ADD VALUE IF NOT EXISTS 'lost';
ALTER TYPE status ADD VALUE 'first' BEFORE 'new';
ALTER TYPE "Level" ADD VALUE 'it''s';
-- revision 3: renamed
ALTER TYPE status RENAME VALUE 'open' TO 'in progress';
ALTER TYPE status RENAME TO ticket_status;
COMMENT ON TYPE ticket_status IS 'where it stands';
-- downgrade
COMMENT ON TYPE ticket_status IS NULL;
ALTER TYPE ticket_status RENAME TO status;
ALTER TYPE status RENAME VALUE 'in progress' TO 'open';
-- revision 4: replaced by another type
CREATE TYPE ticket_state AS ENUM ('new', 'in progress', 'closed');
DROP VIEW open_tickets;
DROP INDEX ticket_open;
ALTER TABLE ticket DROP CONSTRAINT ticket_check;
ALTER TABLE ticket ALTER COLUMN history DROP DEFAULT, ALTER COLUMN status DROP DEFAULT;
ALTER TABLE ticket ALTER COLUMN status TYPE ticket_state USING status::text::ticket_state;
ALTER TABLE ticket ALTER COLUMN history TYPE ticket_state[] USING history::text[]::ticket_state[];
ALTER TABLE ticket ALTER COLUMN status SET DEFAULT 'new';
DROP TYPE ticket_status;
-- revision 5: moved, and dropped with the columns
CREATE SCHEMA kinds;
ALTER TYPE ticket_state SET SCHEMA kinds;
DROP TYPE kinds.ticket_state CASCADE;
