ALTER TABLE orders ADD COLUMN remark integer;
