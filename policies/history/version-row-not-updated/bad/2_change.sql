ALTER TABLE orders ADD COLUMN courier text;
