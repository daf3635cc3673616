CREATE TABLE parcels (
  fragile boolean NOT NULL,
  id bigint PRIMARY KEY,
  urgent boolean NOT NULL,
  sent_at timestamptz NOT NULL,
  label text
);
