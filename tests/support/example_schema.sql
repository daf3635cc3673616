-- What the examples of policies/ find in the database.
CREATE TABLE accounts (
  id serial PRIMARY KEY,
  name varchar(50) NOT NULL,
  email text,
  status text,
  balance integer,
  created_at timestamp DEFAULT now()
);
CREATE TABLE orders (
  id serial PRIMARY KEY,
  account_id integer,
  total numeric(10, 2),
  note text,
  placed_at timestamptz
);
CREATE INDEX orders_placed_at_idx ON orders (placed_at);
CREATE TABLE audit_log (
  id integer NOT NULL,
  checked boolean,
  CONSTRAINT audit_log_checked CHECK (checked IS NOT NULL)
);
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE TYPE mood AS ENUM ('glad', 'sad');
