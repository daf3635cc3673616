-- migcheck: ignore-file[check-validated-at-once] orders are few
ALTER TABLE orders ADD CONSTRAINT total_given CHECK (total IS NOT NULL);
