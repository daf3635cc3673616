CREATE TABLE scratch (id integer PRIMARY KEY);
TRUNCATE scratch CASCADE;
