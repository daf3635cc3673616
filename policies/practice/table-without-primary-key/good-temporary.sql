CREATE TEMPORARY TABLE old_orders (id bigint);
CREATE UNLOGGED TABLE order_imports (line text);
