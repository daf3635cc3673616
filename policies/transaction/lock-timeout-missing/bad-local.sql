-- Outside of a transaction SET LOCAL does nothing.
VACUUM orders;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN urgent boolean;
