DROP INDEX CONCURRENTLY IF EXISTS orders_account_id_idx;
CREATE INDEX CONCURRENTLY orders_account_id_idx ON orders (account_id);
