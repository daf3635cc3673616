CREATE TABLE parcels (
  id serial PRIMARY KEY,
  label text
);
