CREATE TABLE refunds (id bigint PRIMARY KEY, order_id integer REFERENCES orders (id));
