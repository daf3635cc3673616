BEGIN;
ALTER TABLE accounts ADD COLUMN level text;
CREATE TABLE order_notes AS SELECT id, note FROM orders;
COMMIT;
