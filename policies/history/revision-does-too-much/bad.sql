ALTER TABLE accounts ADD COLUMN nickname text;
ALTER TABLE orders ADD COLUMN nickname text;
ALTER TABLE audit_log ADD COLUMN nickname text;
ALTER TABLE shipping.couriers ADD COLUMN nickname text;
ALTER TABLE shipping.vans ADD COLUMN nickname text;
