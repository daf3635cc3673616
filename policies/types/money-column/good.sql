ALTER TABLE orders ADD COLUMN fee numeric(12, 2);
