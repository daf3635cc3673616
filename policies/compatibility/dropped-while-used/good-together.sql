CREATE TABLE shelves (id integer PRIMARY KEY);
CREATE TABLE books (id integer, shelf_id integer REFERENCES shelves (id));
DROP TABLE shelves, books;
