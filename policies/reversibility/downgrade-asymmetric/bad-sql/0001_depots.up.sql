CREATE TABLE depots (id bigint PRIMARY KEY, city text);
