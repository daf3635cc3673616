-- Deferrable, not valid, validated, exclusion.
-- revision 1: all kinds of foreign keys
CREATE TABLE team (id integer PRIMARY KEY, code text UNIQUE DEFERRABLE, rank integer, UNIQUE (rank) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE player (
    id integer PRIMARY KEY,
    team integer REFERENCES team ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    second_team integer,
    third_team integer DEFAULT 1 REFERENCES team ON DELETE SET DEFAULT NOT DEFERRABLE,
    captain integer REFERENCES player ON DELETE RESTRICT,
    FOREIGN KEY (second_team) REFERENCES team (id) ON UPDATE NO ACTION
);
CREATE TABLE room_use (room integer, during int4range, who text, EXCLUDE USING gist (during WITH &&) WHERE (room > 5), CONSTRAINT one_at_a_time EXCLUDE USING gist (int4range(room, room, '[]') WITH =, during WITH &&) DEFERRABLE);
-- downgrade
DROP TABLE room_use, player, team;
-- revision 2: not valid, then validated
ALTER TABLE player ADD COLUMN age integer;
ALTER TABLE player ADD CONSTRAINT grown CHECK (age > 17) NOT VALID;
ALTER TABLE player ADD CONSTRAINT young CHECK (age < 60) NOT VALID;
ALTER TABLE player ADD CONSTRAINT of_second FOREIGN KEY (second_team) REFERENCES team NOT VALID;
ALTER TABLE player VALIDATE CONSTRAINT grown;
-- downgrade
ALTER TABLE player DROP CONSTRAINT of_second, DROP CONSTRAINT young, DROP CONSTRAINT grown;
ALTER TABLE player DROP COLUMN age;
-- revision 3: the rest of it, and changes
ALTER TABLE player VALIDATE CONSTRAINT of_second, VALIDATE CONSTRAINT young;
ALTER TABLE player ALTER CONSTRAINT of_second DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE player ALTER CONSTRAINT player_team_fkey NOT DEFERRABLE;
-- downgrade
ALTER TABLE player ALTER CONSTRAINT player_team_fkey DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE player ALTER CONSTRAINT of_second NOT DEFERRABLE;
-- revision 4: dropped with CASCADE
ALTER TABLE team DROP CONSTRAINT team_pkey CASCADE;
ALTER TABLE team DROP CONSTRAINT team_code_key RESTRICT;
ALTER TABLE room_use DROP COLUMN room CASCADE;
