CREATE TABLE currencies (code text PRIMARY KEY);
INSERT INTO currencies SELECT DISTINCT note FROM orders;
