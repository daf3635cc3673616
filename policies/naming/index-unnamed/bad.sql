CREATE INDEX CONCURRENTLY ON orders (account_id);
