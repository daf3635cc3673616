-- Aggregates, operators, casts, text search.
-- revision 1: made
CREATE FUNCTION add_text(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT coalesce($1, '''') || $2';
CREATE AGGREGATE concat_all(text) (SFUNC = add_text, STYPE = text, INITCOND = '');
CREATE OPERATOR <+> (LEFTARG = text, RIGHTARG = text, FUNCTION = add_text);
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE FUNCTION mood_number(mood) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT CASE $1 WHEN ''good'' THEN 1 ELSE 0 END';
CREATE CAST (mood AS integer) WITH FUNCTION mood_number(mood) AS ASSIGNMENT;
CREATE TEXT SEARCH DICTIONARY plain_words (TEMPLATE = simple, stopwords = english);
CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION plain ALTER MAPPING FOR asciiword WITH plain_words;
CREATE VIEW texts AS SELECT concat_all(t) AS all_of_it, max('a' <+> t) AS last FROM (VALUES ('x'), ('y')) v (t);
-- downgrade
DROP VIEW texts;
DROP TEXT SEARCH CONFIGURATION plain;
DROP TEXT SEARCH DICTIONARY plain_words;
DROP CAST (mood AS integer);
DROP FUNCTION mood_number(mood);
DROP TYPE mood;
DROP OPERATOR <+> (text, text);
DROP AGGREGATE concat_all(text);
DROP FUNCTION add_text(text, text);
-- revision 2: renamed, moved
ALTER AGGREGATE concat_all(text) RENAME TO join_all;
CREATE SCHEMA util;
ALTER OPERATOR <+> (text, text) SET SCHEMA util;
ALTER TEXT SEARCH DICTIONARY plain_words RENAME TO words;
COMMENT ON AGGREGATE join_all(text) IS 'joins';
-- revision 3: gone with what uses them
DROP FUNCTION add_text(text, text) CASCADE;
DROP TYPE mood CASCADE;
DROP TEXT SEARCH DICTIONARY words CASCADE;
