CREATE TABLE parcels (
  number integer NOT NULL,
  label text,
  PRIMARY KEY (number)
);
