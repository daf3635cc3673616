ALTER TABLE orders ADD COLUMN receipt jsonb;
