BEGIN;
CREATE TABLE order_notes AS SELECT id, note FROM orders;
ALTER TABLE accounts ADD COLUMN level text;
COMMIT;
