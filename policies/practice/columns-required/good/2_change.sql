CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  made_at timestamptz
);
ALTER TABLE parcels ADD COLUMN changed_at timestamptz;
