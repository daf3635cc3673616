CREATE TABLE carriers (
  id integer PRIMARY KEY
);
CREATE TABLE tours (
  id bigint PRIMARY KEY,
  carrier_id bigint UNIQUE REFERENCES carriers
);
