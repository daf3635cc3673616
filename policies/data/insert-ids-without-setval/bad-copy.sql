CREATE TABLE archived_orders (id bigserial PRIMARY KEY, total numeric(10, 2));
INSERT INTO archived_orders (id, total) SELECT id, total FROM orders;
