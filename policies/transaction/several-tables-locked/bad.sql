BEGIN;
ALTER TABLE accounts ADD COLUMN level text;
ALTER TABLE orders ADD COLUMN urgent boolean;
ALTER TABLE audit_log ADD COLUMN level text;
COMMIT;
