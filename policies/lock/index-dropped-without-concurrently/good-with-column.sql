DROP INDEX orders_placed_at_idx;
-- migcheck: ignore[drop-column] no code has used it since release 4
ALTER TABLE orders DROP COLUMN placed_at;
