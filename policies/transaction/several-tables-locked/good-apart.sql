BEGIN;
ALTER TABLE accounts ADD COLUMN level text;
COMMIT;
ALTER TABLE orders ADD COLUMN urgent boolean;
