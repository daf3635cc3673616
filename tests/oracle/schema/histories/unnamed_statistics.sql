-- Statistics of expressions, and without names.
-- since: 16
-- revision 1: made
CREATE TABLE measure (a integer, b integer, t text, at timestamp);
CREATE STATISTICS ON a, b FROM measure;
CREATE STATISTICS ON a, b FROM measure;
CREATE STATISTICS ON (a + b), lower(t), at FROM measure;
CREATE STATISTICS by_month ON date_trunc('month', at) FROM measure;
-- downgrade
DROP TABLE measure;
-- revision 2: renamed under them
ALTER TABLE measure RENAME COLUMN t TO name;
-- downgrade
ALTER TABLE measure RENAME COLUMN name TO t;
-- revision 3: dropped with a column
ALTER TABLE measure DROP COLUMN at;
