ALTER TABLE orders ADD CONSTRAINT orders_placed_in_past CHECK (placed_at <= now()) NOT VALID;
