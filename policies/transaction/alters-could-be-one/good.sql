ALTER TABLE orders ADD COLUMN urgent boolean, ADD COLUMN fragile boolean;
