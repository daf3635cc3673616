CREATE INDEX CONCURRENTLY orders_most_idx ON orders (account_id, placed_at, total) INCLUDE (note);
CREATE UNIQUE INDEX CONCURRENTLY orders_all_key ON orders (account_id, placed_at, total, note);
