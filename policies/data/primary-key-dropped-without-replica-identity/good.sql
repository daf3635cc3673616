CREATE UNIQUE INDEX CONCURRENTLY order_lines_line_idx ON order_lines (line);
ALTER TABLE order_lines DROP CONSTRAINT order_lines_pkey;
ALTER TABLE order_lines ADD CONSTRAINT order_lines_pkey PRIMARY KEY USING INDEX order_lines_line_idx;
