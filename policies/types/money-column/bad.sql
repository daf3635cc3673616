ALTER TABLE orders ADD COLUMN fee money;
