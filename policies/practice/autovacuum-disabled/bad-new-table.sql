CREATE TABLE imported (id bigint PRIMARY KEY) WITH (autovacuum_enabled = off);
