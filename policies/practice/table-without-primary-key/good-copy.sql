CREATE TABLE orders_before AS SELECT * FROM orders WHERE id < 10;
