ALTER TABLE orders ADD COLUMN courierName text;
ALTER TABLE orders ADD COLUMN "carrier" text;
ALTER TABLE orders ADD COLUMN position integer;
