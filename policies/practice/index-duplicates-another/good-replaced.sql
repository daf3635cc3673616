CREATE INDEX CONCURRENTLY orders_placed_at_new_idx ON orders (placed_at);
DROP INDEX CONCURRENTLY orders_placed_at_idx;
