CREATE TABLE imported (id bigint PRIMARY KEY);
CREATE TEMPORARY TABLE staged (id bigint PRIMARY KEY);
