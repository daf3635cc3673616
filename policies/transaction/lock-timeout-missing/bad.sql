ALTER TABLE orders ADD COLUMN urgent boolean;
ALTER TABLE orders ADD COLUMN fragile boolean;
