ALTER TABLE orders ADD COLUMN receipt xml;
