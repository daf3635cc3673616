-- How indexes of partitions find their parents when a partition is attached.
-- revision 1: the parent has indexes, and the table to come has equal and unequal ones
CREATE TABLE log (at date NOT NULL, level integer, text text) PARTITION BY RANGE (at);
CREATE INDEX log_level ON log (level);
CREATE INDEX log_text ON log (lower(text)) WHERE level > 2;
CREATE UNIQUE INDEX log_unique ON log (at, level);
CREATE TABLE log_old (at date NOT NULL, level integer, text text);
CREATE INDEX log_old_level ON log_old (level);
CREATE INDEX log_old_text ON log_old (lower(text)) WHERE level > 3;
CREATE INDEX log_old_at ON log_old (at, level);
ALTER TABLE log ATTACH PARTITION log_old FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE log_new PARTITION OF log FOR VALUES FROM ('2024-01-01') TO (MAXVALUE);
-- downgrade
DROP TABLE log;
-- revision 2: an index that a partition has already
CREATE INDEX log_new_words ON log_new (text, level);
CREATE INDEX log_words ON log (text, level);
CREATE INDEX IF NOT EXISTS log_words ON log (text);
-- downgrade
DROP INDEX log_words;
-- revision 3: renames do not go down
ALTER INDEX log_level RENAME TO log_by_level;
ALTER TABLE log_new RENAME TO log_2024;
CREATE TABLE log_never PARTITION OF log DEFAULT;
-- downgrade
DROP TABLE log_never;
ALTER TABLE log_2024 RENAME TO log_new;
ALTER INDEX log_by_level RENAME TO log_level;
-- revision 4: with options and comments
COMMENT ON INDEX log_by_level IS 'of all';
ALTER INDEX log_old_level SET (fillfactor = 60);
DROP INDEX log_text;
ALTER TABLE log DETACH PARTITION log_old;
DROP INDEX log_old_level;
