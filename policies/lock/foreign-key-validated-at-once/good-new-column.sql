ALTER TABLE orders ADD COLUMN payer_id integer REFERENCES accounts (id);
CREATE INDEX CONCURRENTLY orders_payer_id_idx ON orders (payer_id);
