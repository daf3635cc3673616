BEGIN;
SET LOCAL lock_timeout = '2s';
LOCK TABLE orders;
ALTER TABLE orders ADD COLUMN label text;
COMMIT;
