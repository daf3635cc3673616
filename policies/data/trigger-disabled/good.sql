ALTER TABLE orders ENABLE TRIGGER ALL;
ALTER TABLE orders DISABLE TRIGGER orders_touch;
SET session_replication_role = DEFAULT;
