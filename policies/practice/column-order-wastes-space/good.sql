CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  sent_at timestamptz NOT NULL,
  fragile boolean NOT NULL,
  urgent boolean NOT NULL,
  label text
);
