-- A web shop over two years.
-- since: 13
-- roles: shop_app, shop_reports
-- revision 1: customers, products, orders
CREATE EXTENSION IF NOT EXISTS citext;
CREATE TYPE order_status AS ENUM ('cart', 'placed', 'paid', 'shipped');
CREATE TABLE customers (
    id bigserial PRIMARY KEY,
    email citext NOT NULL UNIQUE,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE categories (id serial PRIMARY KEY, parent_id integer REFERENCES categories (id) ON DELETE CASCADE, name varchar(80) NOT NULL, UNIQUE (parent_id, name));
CREATE TABLE products (
    id bigserial PRIMARY KEY,
    sku varchar(32) NOT NULL UNIQUE,
    name text NOT NULL,
    price numeric(10, 2) NOT NULL CHECK (price >= 0),
    category_id integer REFERENCES categories,
    attributes jsonb NOT NULL DEFAULT '{}'
);
CREATE TABLE orders (
    id bigserial PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    status order_status NOT NULL DEFAULT 'cart',
    placed_at timestamptz,
    CONSTRAINT placed_has_date CHECK (status = 'cart' OR placed_at IS NOT NULL)
);
CREATE TABLE order_items (
    order_id bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
    position smallint NOT NULL,
    product_id bigint NOT NULL REFERENCES products ON DELETE RESTRICT,
    quantity integer NOT NULL DEFAULT 1 CHECK (quantity > 0),
    unit_price numeric(10, 2) NOT NULL,
    PRIMARY KEY (order_id, position)
);
CREATE INDEX orders_customer ON orders (customer_id, placed_at DESC);
CREATE INDEX orders_open ON orders (placed_at) WHERE status IN ('placed', 'paid');
CREATE INDEX ON products USING gin (attributes);
CREATE INDEX ON order_items (product_id);
-- downgrade
DROP TABLE order_items, orders, products, categories, customers;
DROP TYPE order_status;
DROP EXTENSION citext;
-- revision 2: totals
ALTER TABLE order_items ADD COLUMN total numeric(12, 2) GENERATED ALWAYS AS (quantity * unit_price) STORED;
CREATE VIEW order_totals AS
SELECT o.id, o.customer_id, o.status, sum(i.total) AS total, count(*) AS items
FROM orders o JOIN order_items i ON i.order_id = o.id GROUP BY o.id;
CREATE MATERIALIZED VIEW best_sellers AS
SELECT p.id, p.name, sum(i.quantity) AS sold FROM products p JOIN order_items i ON i.product_id = p.id
GROUP BY p.id, p.name ORDER BY sold DESC WITH NO DATA;
CREATE UNIQUE INDEX best_sellers_id ON best_sellers (id);
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO shop_app;
GRANT SELECT ON order_totals, best_sellers TO shop_reports;
-- downgrade
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM shop_app, shop_reports;
DROP MATERIALIZED VIEW best_sellers;
DROP VIEW order_totals;
ALTER TABLE order_items DROP COLUMN total;
-- revision 3: names change
ALTER TABLE customers RENAME TO accounts;
ALTER TABLE orders RENAME COLUMN customer_id TO account_id;
ALTER SEQUENCE customers_id_seq RENAME TO accounts_id_seq;
ALTER INDEX customers_pkey RENAME TO accounts_pkey;
ALTER TABLE accounts RENAME CONSTRAINT customers_email_key TO accounts_email_key;
-- downgrade
ALTER TABLE accounts RENAME CONSTRAINT accounts_email_key TO customers_email_key;
ALTER INDEX accounts_pkey RENAME TO customers_pkey;
ALTER SEQUENCE accounts_id_seq RENAME TO customers_id_seq;
ALTER TABLE orders RENAME COLUMN account_id TO customer_id;
ALTER TABLE accounts RENAME TO customers;
-- revision 4: search and audit
ALTER TABLE products ADD COLUMN search tsvector;
CREATE FUNCTION products_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search := setweight(to_tsvector('simple', NEW.name), 'A');
    RETURN NEW;
END $$;
CREATE TRIGGER products_search BEFORE INSERT OR UPDATE OF name ON products FOR EACH ROW EXECUTE FUNCTION products_search();
CREATE INDEX CONCURRENTLY_is_not_used ON products USING gin (search);
CREATE SCHEMA audit;
CREATE TABLE audit.entry (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), relation regclass NOT NULL, was jsonb, is_now jsonb);
CREATE FUNCTION audit.record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit, pg_temp AS $$
BEGIN
    INSERT INTO entry (relation, was, is_now) VALUES (TG_RELID, to_jsonb(OLD), to_jsonb(NEW));
    RETURN NULL;
END $$;
CREATE TRIGGER audit AFTER UPDATE OR DELETE ON orders FOR EACH ROW EXECUTE FUNCTION audit.record();
-- downgrade
DROP TRIGGER audit ON orders;
DROP SCHEMA audit CASCADE;
DROP TRIGGER products_search ON products;
DROP FUNCTION products_search();
ALTER TABLE products DROP COLUMN search;
-- revision 5: an index without blocking
COMMIT;
CREATE INDEX CONCURRENTLY accounts_created ON accounts (created_at);
CREATE UNIQUE INDEX CONCURRENTLY products_sku_lower ON products (lower(sku));
DROP INDEX CONCURRENTLY orders_open;
BEGIN;
-- downgrade
CREATE INDEX orders_open ON orders (placed_at) WHERE status IN ('placed', 'paid');
DROP INDEX products_sku_lower;
DROP INDEX accounts_created;
-- revision 6: bigger numbers, a new state, a mandatory column
ALTER TABLE order_items DROP COLUMN total CASCADE;
ALTER TABLE order_items ALTER COLUMN unit_price TYPE numeric(14, 4);
ALTER TYPE order_status ADD VALUE 'returned';
ALTER TABLE accounts ADD COLUMN locale text;
ALTER TABLE accounts ADD CONSTRAINT accounts_locale CHECK (locale IS NOT NULL) NOT VALID;
ALTER TABLE accounts VALIDATE CONSTRAINT accounts_locale;
ALTER TABLE accounts ALTER COLUMN locale SET NOT NULL;
ALTER TABLE accounts DROP CONSTRAINT accounts_locale;
-- revision 7: an old table goes
DROP MATERIALIZED VIEW IF EXISTS best_sellers;
ALTER TABLE products DROP COLUMN category_id;
DROP TABLE categories;
