ALTER TABLE orders SET (autovacuum_enabled = false);
