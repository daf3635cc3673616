-- Materialized views with indexes.
-- since: 13
-- revision 1: with and without data
CREATE TABLE sale (id integer PRIMARY KEY, shop integer NOT NULL, at date, total numeric(10, 2));
CREATE MATERIALIZED VIEW by_shop AS SELECT shop, sum(total) AS total, count(*) AS n FROM sale GROUP BY shop;
CREATE UNIQUE INDEX by_shop_shop ON by_shop (shop);
CREATE INDEX ON by_shop (total DESC NULLS LAST);
CREATE MATERIALIZED VIEW empty WITH (fillfactor = 80) AS SELECT * FROM sale WITH NO DATA;
CREATE MATERIALIZED VIEW over (which) AS SELECT shop FROM by_shop WHERE n > 5;
-- downgrade
DROP MATERIALIZED VIEW over, empty, by_shop;
DROP TABLE sale;
-- revision 2: refreshed, changed
REFRESH MATERIALIZED VIEW CONCURRENTLY by_shop;
REFRESH MATERIALIZED VIEW empty;
REFRESH MATERIALIZED VIEW by_shop WITH NO DATA;
ALTER MATERIALIZED VIEW by_shop SET (autovacuum_enabled = false);
ALTER MATERIALIZED VIEW by_shop ALTER COLUMN total SET STATISTICS 500;
ALTER MATERIALIZED VIEW by_shop CLUSTER ON by_shop_shop;
COMMENT ON MATERIALIZED VIEW by_shop IS 'totals';
COMMENT ON COLUMN by_shop.n IS 'how many';
-- revision 3: renamed
ALTER MATERIALIZED VIEW by_shop RENAME TO shop_totals;
ALTER MATERIALIZED VIEW shop_totals RENAME COLUMN n TO sales;
ALTER TABLE sale RENAME TO receipt;
CREATE MATERIALIZED VIEW IF NOT EXISTS shop_totals AS SELECT 1 AS one;
CREATE SCHEMA reports;
ALTER MATERIALIZED VIEW shop_totals SET SCHEMA reports;
-- downgrade
ALTER MATERIALIZED VIEW reports.shop_totals SET SCHEMA public;
DROP SCHEMA reports;
ALTER TABLE receipt RENAME TO sale;
ALTER MATERIALIZED VIEW shop_totals RENAME COLUMN sales TO n;
ALTER MATERIALIZED VIEW shop_totals RENAME TO by_shop;
-- revision 4: dropped with those that read it
DROP MATERIALIZED VIEW reports.shop_totals CASCADE;
ALTER TABLE receipt DROP COLUMN shop CASCADE;
