ALTER TABLE orders ADD COLUMN pieces positive;
