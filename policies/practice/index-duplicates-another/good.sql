CREATE INDEX CONCURRENTLY orders_placed_at_desc_idx ON orders (placed_at DESC, id);
CREATE INDEX CONCURRENTLY orders_placed_at_unpaid_idx ON orders (placed_at) WHERE total IS NULL;
CREATE INDEX CONCURRENTLY orders_placed_at_brin_idx ON orders USING brin (placed_at);
