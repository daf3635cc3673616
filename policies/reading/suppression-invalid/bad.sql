-- migcheck: ignore[drop-tabel] nobody reads it
ALTER TABLE orders ADD COLUMN urgent boolean;
