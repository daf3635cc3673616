ALTER TABLE orders ADD COLUMN courier varchar(20);
