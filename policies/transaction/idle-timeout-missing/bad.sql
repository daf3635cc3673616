BEGIN;
ALTER TABLE orders ADD COLUMN urgent boolean;
COMMIT;
