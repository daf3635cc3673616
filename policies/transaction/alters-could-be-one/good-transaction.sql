-- The lock is held anyway, and no rows are read.
BEGIN;
ALTER TABLE orders ADD COLUMN urgent boolean;
ALTER TABLE orders ADD COLUMN fragile boolean;
COMMIT;
