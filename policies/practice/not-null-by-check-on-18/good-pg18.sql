ALTER TABLE orders ADD CONSTRAINT orders_note_not_null NOT NULL note NOT VALID;
ALTER TABLE orders ADD CONSTRAINT orders_note_or_total CHECK (note IS NOT NULL OR total > 0) NOT VALID;
