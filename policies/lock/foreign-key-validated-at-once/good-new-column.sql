ALTER TABLE orders ADD COLUMN payer_id integer REFERENCES accounts (id);
