CREATE TABLE measurements (
  id bigint NOT NULL,
  value double precision
);
ALTER TABLE measurements ADD CONSTRAINT measurements_pkey PRIMARY KEY (id);
