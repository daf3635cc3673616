ALTER TABLE orders ADD COLUMN pick_up time with time zone;
