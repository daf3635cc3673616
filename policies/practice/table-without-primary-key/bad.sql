CREATE TABLE measurements (
  sensor bigint NOT NULL,
  value double precision
);
