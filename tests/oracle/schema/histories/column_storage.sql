-- Per column: statistics, storage, compression, options, collation.
-- since: 14
-- revision 1: given at once
CREATE TABLE letter (
    id integer,
    body text COMPRESSION pglz COLLATE "C",
    subject varchar(100) COLLATE "POSIX" NOT NULL,
    attachment bytea,
    words integer
);
ALTER TABLE letter ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE letter ALTER attachment SET STORAGE MAIN, ALTER COLUMN words SET STATISTICS 1000;
ALTER TABLE letter ALTER COLUMN words SET (n_distinct = 5, n_distinct_inherited = -0.5);
CREATE INDEX letter_lower ON letter (lower(subject) COLLATE "C" DESC NULLS LAST, body text_pattern_ops);
-- downgrade
DROP TABLE letter;
-- revision 2: changed back
ALTER TABLE letter ALTER COLUMN body SET STORAGE EXTENDED, ALTER COLUMN attachment SET STORAGE EXTENDED;
ALTER TABLE letter ALTER COLUMN words SET STATISTICS -1, ALTER COLUMN words RESET (n_distinct);
ALTER TABLE letter ALTER COLUMN body SET COMPRESSION default;
ALTER INDEX letter_lower ALTER COLUMN 1 SET STATISTICS 300;
-- revision 3: a change of type keeps some of them
ALTER TABLE letter ALTER COLUMN subject TYPE text;
ALTER TABLE letter ALTER COLUMN body TYPE varchar(500) COLLATE "POSIX";
ALTER TABLE letter ALTER COLUMN attachment SET STORAGE EXTERNAL;
ALTER TABLE letter ALTER COLUMN attachment TYPE text USING encode(attachment, 'hex');
-- revision 4: a collation of one's own
CREATE COLLATION german (provider = icu, locale = 'de');
CREATE COLLATION copied FROM "C";
ALTER TABLE letter ADD COLUMN city text COLLATE german;
ALTER COLLATION german RENAME TO deutsch;
COMMENT ON COLLATION deutsch IS 'for names';
-- downgrade
ALTER TABLE letter DROP COLUMN city;
DROP COLLATION deutsch;
DROP COLLATION copied;
-- revision 5: it goes with what uses it
CREATE INDEX letter_city ON letter (subject COLLATE deutsch);
DROP COLLATION deutsch CASCADE;
