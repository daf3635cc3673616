-- Literals that PostgreSQL reads by its clock when it stores a query: the model cannot know them.
-- revision 1: views
CREATE TABLE note (id integer PRIMARY KEY, at timestamp, day date);
CREATE VIEW fresh_notes AS SELECT * FROM note WHERE at > 'now'::timestamp - interval '1 month';
CREATE MATERIALIZED VIEW old_notes AS SELECT id FROM note WHERE day < date 'yesterday';
CREATE VIEW both_notes AS SELECT f.id FROM fresh_notes f JOIN old_notes o ON o.id = f.id;
-- downgrade
DROP VIEW both_notes, fresh_notes;
DROP MATERIALIZED VIEW old_notes;
DROP TABLE note;
-- revision 2: renamed, and made anew without the literal
ALTER VIEW fresh_notes RENAME TO recent_notes;
DROP MATERIALIZED VIEW old_notes CASCADE;
CREATE OR REPLACE VIEW recent_notes AS SELECT * FROM note WHERE at > now() - interval '1 month';
-- downgrade
CREATE MATERIALIZED VIEW old_notes AS SELECT id FROM note WHERE day < date 'yesterday';
CREATE OR REPLACE VIEW recent_notes AS SELECT * FROM note WHERE at > 'now'::timestamp - interval '1 month';
ALTER VIEW recent_notes RENAME TO fresh_notes;
CREATE VIEW both_notes AS SELECT f.id FROM fresh_notes f JOIN old_notes o ON o.id = f.id;
