CREATE UNIQUE INDEX CONCURRENTLY orders_placed_at_key ON orders (placed_at);
