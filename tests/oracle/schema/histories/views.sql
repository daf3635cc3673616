-- Views: what * stands for, OR REPLACE, options.
-- revision 1: tables and views
CREATE TABLE author (id integer PRIMARY KEY, name text NOT NULL, born date);
CREATE TABLE book (id integer PRIMARY KEY, author integer REFERENCES author, title text, pages integer);
CREATE VIEW all_books AS SELECT * FROM book;
CREATE VIEW with_author AS SELECT b.*, a.name FROM book b JOIN author a ON a.id = b.author;
CREATE VIEW named (nr, what) AS SELECT id, title FROM book ORDER BY title LIMIT 10;
CREATE VIEW safe WITH (security_barrier) AS SELECT id, title FROM book WHERE pages > 10;
CREATE VIEW checked AS SELECT * FROM book WHERE pages > 100 WITH LOCAL CHECK OPTION;
CREATE VIEW checked_all AS SELECT * FROM checked WHERE pages < 500 WITH CASCADED CHECK OPTION;
CREATE RECURSIVE VIEW countdown (n) AS VALUES (10) UNION ALL SELECT n - 1 FROM countdown WHERE n > 0;
-- downgrade
DROP VIEW countdown, checked_all, checked, safe, named, with_author, all_books;
DROP TABLE book, author;
-- revision 2: a new column is not in the views
ALTER TABLE book ADD COLUMN isbn text;
-- downgrade
ALTER TABLE book DROP COLUMN isbn;
-- revision 3: replaced, with more columns
CREATE OR REPLACE VIEW all_books AS SELECT *, pages / 2 AS leaves FROM book;
CREATE OR REPLACE VIEW safe AS SELECT id, title, isbn FROM book;
CREATE OR REPLACE VIEW checked WITH (check_option = cascaded) AS SELECT * FROM book WHERE pages > 200;
-- revision 4: options and defaults
ALTER VIEW safe SET (security_barrier = false);
ALTER VIEW checked RESET (check_option);
ALTER VIEW all_books ALTER COLUMN pages SET DEFAULT 100;
COMMENT ON VIEW all_books IS 'every book';
COMMENT ON COLUMN all_books.title IS 'of the view';
-- downgrade
COMMENT ON COLUMN all_books.title IS NULL;
COMMENT ON VIEW all_books IS NULL;
ALTER VIEW all_books ALTER COLUMN pages DROP DEFAULT;
ALTER VIEW checked SET (check_option = cascaded);
ALTER VIEW safe SET (security_barrier = true);
-- revision 5: what they read is renamed and moved
ALTER TABLE author RENAME TO writer;
ALTER TABLE book RENAME COLUMN title TO headline;
CREATE SCHEMA shelf;
ALTER TABLE book SET SCHEMA shelf;
-- downgrade
ALTER TABLE shelf.book SET SCHEMA public;
DROP SCHEMA shelf;
ALTER TABLE book RENAME COLUMN headline TO title;
ALTER TABLE writer RENAME TO author;
-- revision 6: a column goes with its views
ALTER TABLE shelf.book DROP COLUMN pages CASCADE;
