CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  fragile boolean NOT NULL,
  weight integer NOT NULL,
  label text
);
