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
CREATE TABLE readings (
  sensor integer NOT NULL,
  taken_at timestamptz NOT NULL,
  value numeric
) PARTITION BY RANGE (taken_at);
CREATE TABLE readings_2024 PARTITION OF readings FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE readings_2025 (
  sensor integer NOT NULL,
  taken_at timestamptz NOT NULL,
  value numeric
);
CREATE INDEX readings_sensor_idx ON readings (sensor);
CREATE TABLE events (id integer NOT NULL, kind text NOT NULL) PARTITION BY LIST (kind);
CREATE TABLE events_click PARTITION OF events FOR VALUES IN ('click');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
CREATE TABLE events_view (id integer NOT NULL, kind text NOT NULL);
CREATE TABLE invoices (
  number integer NOT NULL,
  order_id integer CONSTRAINT invoices_order_id_fkey REFERENCES orders (id),
  account_id integer NOT NULL,
  amount integer CONSTRAINT invoices_amount_positive CHECK (amount > 0),
  memo varchar(40) CHECK (memo <> ''),
  reference text,
  CONSTRAINT invoices_reference_key UNIQUE (reference)
);
CREATE INDEX invoices_order_id_idx ON invoices (order_id);
CREATE UNIQUE INDEX invoices_account_id_number_idx ON invoices (account_id, number);
CREATE MATERIALIZED VIEW account_totals AS
  SELECT account_id, sum(total) AS total FROM orders GROUP BY account_id;
CREATE UNIQUE INDEX account_totals_account_id_idx ON account_totals (account_id);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
CREATE DOMAIN quantity AS integer;
CREATE TABLE order_lines (
  order_id integer NOT NULL,
  line integer NOT NULL,
  pieces quantity,
  PRIMARY KEY (order_id, line)
);
CREATE SEQUENCE ticket_numbers;
CREATE TABLE tickets (
  number bigint DEFAULT nextval('ticket_numbers'),
  subject text NOT NULL,
  body text,
  opened_at timestamptz
);
CREATE TABLE people (id integer, name text, feeling mood);
CREATE TYPE old_mood AS ENUM ('calm', 'wild');
CREATE TABLE bills (
  id bigint PRIMARY KEY,
  number varchar(40),
  amount numeric(12, 2),
  currency text,
  paid_at timestamptz
);
CREATE TABLE bill_lines (
  id bigint,
  bill_id bigint REFERENCES bills (id),
  pieces bigint,
  rate numeric(10, 2)
);
CREATE VIEW unpaid_bills AS SELECT id, number, amount FROM bills WHERE paid_at IS NULL;
CREATE VIEW large_unpaid_bills AS SELECT id, amount FROM unpaid_bills WHERE amount > 1000;
CREATE SCHEMA legacy;
CREATE TABLE legacy.imports (id integer, payload text);
CREATE SCHEMA spare;
