ALTER TABLE orders ADD COLUMN extras json;
