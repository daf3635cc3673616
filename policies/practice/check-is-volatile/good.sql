ALTER TABLE orders ADD CONSTRAINT orders_placed_later CHECK (placed_at >= '2020-01-01') NOT VALID;
CREATE TABLE vouchers (id bigint PRIMARY KEY, code text CHECK (code = upper(code)), made_at timestamptz DEFAULT now());
