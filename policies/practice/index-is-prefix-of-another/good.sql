CREATE INDEX CONCURRENTLY order_lines_line_idx ON order_lines (line);
CREATE INDEX CONCURRENTLY order_lines_first_idx ON order_lines (order_id) WHERE line = 1;
CREATE INDEX CONCURRENTLY order_lines_hash_idx ON order_lines USING hash (order_id);
