CREATE INDEX CONCURRENTLY orders_all_idx ON orders (account_id, placed_at, total, note);
