INSERT INTO spatial_ref_sys (srid) VALUES (990001);
SELECT relname FROM pg_class WHERE relname = 'orders';
CREATE TABLE pg_notes (
  id bigint PRIMARY KEY
);
ALTER TABLE pg_notes ADD COLUMN body text;
