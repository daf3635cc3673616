CREATE INDEX CONCURRENTLY order_notes ON orders (note) WHERE false;
