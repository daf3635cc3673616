ALTER TABLE orders ADD COLUMN pick_up time;
ALTER TABLE orders ADD COLUMN picked_up_at timestamptz;
