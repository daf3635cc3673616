-- Rooms and bookings that must not overlap.
-- since: 13
-- revision 1: the first version
CREATE EXTENSION btree_gist;
CREATE TYPE slot AS RANGE (SUBTYPE = timestamptz);
CREATE TABLE rooms (id int PRIMARY KEY GENERATED ALWAYS AS IDENTITY, name text NOT NULL, seats smallint CHECK (seats > 0), UNIQUE (name));
CREATE TABLE bookings (room int NOT NULL REFERENCES rooms, during slot NOT NULL, title text, CHECK (NOT isempty(during)), CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&));
-- downgrade
DROP TABLE bookings, rooms;
DROP TYPE slot;
DROP EXTENSION btree_gist;
-- revision 2: repeated ones
CREATE TYPE weekday AS ENUM ('mon', 'tue', 'wed', 'thu', 'fri');
CREATE TABLE series (id serial, room int REFERENCES rooms ON DELETE CASCADE, on_day weekday[] NOT NULL, first date, last date, CONSTRAINT series_dates CHECK (first <= last), CONSTRAINT series_key PRIMARY KEY (id));
ALTER TABLE bookings ADD COLUMN series int REFERENCES series (id) ON DELETE SET NULL, ADD COLUMN created_by text DEFAULT SESSION_USER;
COMMENT ON TABLE series IS 'weekly bookings';
-- downgrade
ALTER TABLE bookings DROP COLUMN created_by, DROP COLUMN series;
DROP TABLE series;
DROP TYPE weekday;
-- revision 3: free rooms
CREATE FUNCTION is_free(which int, want slot) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT NOT EXISTS (SELECT FROM bookings b WHERE b.room = which AND b.during && want) $$;
CREATE VIEW free_now AS SELECT r.* FROM rooms r WHERE is_free(r.id, slot(now(), now() + '1 hour'::interval));
ALTER TABLE bookings DROP CONSTRAINT no_overlap;
ALTER TABLE bookings ADD COLUMN cancelled boolean NOT NULL DEFAULT false;
ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (NOT cancelled) DEFERRABLE INITIALLY DEFERRED;
-- downgrade
ALTER TABLE bookings DROP COLUMN cancelled CASCADE;
ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);
DROP VIEW free_now;
DROP FUNCTION is_free(int, slot);
