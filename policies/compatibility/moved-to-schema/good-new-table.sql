CREATE TABLE lines (id integer);
ALTER TABLE lines SET SCHEMA legacy;
