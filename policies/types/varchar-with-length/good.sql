ALTER TABLE orders ADD COLUMN courier varchar;
ALTER TABLE orders ADD COLUMN carrier text;
