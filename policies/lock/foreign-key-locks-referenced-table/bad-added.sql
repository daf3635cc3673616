CREATE TABLE refunds (id bigint PRIMARY KEY, order_id integer);
CREATE INDEX refunds_order_id_idx ON refunds (order_id);
ALTER TABLE refunds ADD CONSTRAINT refunds_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id);
