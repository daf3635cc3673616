CREATE TABLE depots (
  id smallserial PRIMARY KEY,
  label text
);
