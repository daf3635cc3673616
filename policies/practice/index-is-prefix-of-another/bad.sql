CREATE INDEX CONCURRENTLY order_lines_order_id_idx ON order_lines (order_id);
