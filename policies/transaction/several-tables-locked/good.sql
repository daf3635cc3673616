BEGIN;
ALTER TABLE accounts ADD COLUMN level text;
ALTER TABLE accounts ADD COLUMN rank integer;
CREATE TABLE parcels (id bigint PRIMARY KEY);
ALTER TABLE parcels ADD COLUMN weight integer;
COMMIT;
