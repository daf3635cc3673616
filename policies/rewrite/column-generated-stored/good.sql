ALTER TABLE orders ADD COLUMN year integer;
