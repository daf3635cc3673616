CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  made_at timestamptz
);
