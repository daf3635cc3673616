-- Views over all kinds of queries.
-- revision 1: the tables
CREATE TABLE flight (id integer PRIMARY KEY, origin text, goal text, leaves timestamptz, seats integer, price numeric);
CREATE TABLE passenger (id integer PRIMARY KEY, flight integer REFERENCES flight, name text, vip boolean DEFAULT false);
-- downgrade
DROP TABLE passenger, flight;
-- revision 2: joins, groups, windows, sets, subqueries
CREATE VIEW v_group AS SELECT origin, count(*) AS n, avg(price)::numeric(10, 2) AS price FROM flight GROUP BY origin HAVING count(*) > 1;
CREATE VIEW v_window AS SELECT id, rank() OVER (PARTITION BY origin ORDER BY price DESC) AS place FROM flight;
CREATE VIEW v_union AS SELECT origin AS city FROM flight UNION SELECT goal FROM flight EXCEPT SELECT 'Nowhere';
CREATE VIEW v_exists AS SELECT * FROM flight f WHERE EXISTS (SELECT 1 FROM passenger p WHERE p.flight = f.id AND p.vip);
CREATE VIEW v_in AS SELECT f.*, (SELECT count(*) FROM passenger p WHERE p.flight = f.id) AS booked FROM flight f WHERE f.id IN (SELECT flight FROM passenger);
CREATE VIEW v_lateral AS SELECT f.id, x.name FROM flight f LEFT JOIN LATERAL (SELECT p.name FROM passenger p WHERE p.flight = f.id ORDER BY p.id LIMIT 1) x ON true;
CREATE VIEW v_cte AS WITH cheap AS (SELECT * FROM flight WHERE price < 100) SELECT c.*, p.name FROM cheap c JOIN passenger p ON p.flight = c.id;
CREATE VIEW v_distinct AS SELECT DISTINCT ON (origin) origin, goal, price FROM flight ORDER BY origin, price;
CREATE VIEW v_using AS SELECT * FROM flight JOIN (SELECT flight AS id, name FROM passenger) q USING (id);
CREATE VIEW v_natural AS SELECT * FROM flight NATURAL JOIN (SELECT id, name FROM passenger) q;
CREATE VIEW v_case AS SELECT CASE WHEN vip THEN 'vip' WHEN name LIKE 'A%' THEN 'a' ELSE 'other' END AS class, coalesce(name, '?') AS name FROM passenger;
CREATE VIEW v_values (id, word) AS VALUES (1, 'one'), (2, 'two');
CREATE VIEW v_rows AS SELECT f AS whole, f.id, ROW(f.origin, f.goal) = ROW('A'::text, 'B'::text) AS is_ab FROM flight f;
CREATE VIEW v_series AS SELECT d::date AS day, extract(dow FROM d) AS weekday FROM generate_series('2024-01-01'::timestamp, '2024-12-31', '1 day') AS d;
CREATE VIEW v_filter AS SELECT flight, count(*) FILTER (WHERE vip) AS vips, array_agg(name ORDER BY name) AS names FROM passenger GROUP BY flight;
CREATE VIEW v_sets AS SELECT origin, goal, sum(seats) AS seats FROM flight GROUP BY GROUPING SETS ((origin), (goal), ());
CREATE VIEW v_json AS SELECT json_build_object('id', id, 'name', name) AS j, to_jsonb(passenger) AS row FROM passenger;
CREATE VIEW v_self AS SELECT a.id AS one, b.id AS other FROM flight a, flight b WHERE a.goal = b.origin AND b.leaves > a.leaves + interval '1 hour';
-- downgrade
DROP VIEW v_group, v_window, v_union, v_exists, v_in, v_lateral, v_cte, v_distinct, v_using, v_natural, v_case,
    v_values, v_rows, v_series, v_filter, v_sets, v_json, v_self;
-- revision 3: renames under them
ALTER TABLE flight RENAME TO connection;
ALTER TABLE connection RENAME COLUMN origin TO start;
ALTER TABLE passenger RENAME COLUMN name TO full_name;
-- downgrade
ALTER TABLE passenger RENAME COLUMN full_name TO name;
ALTER TABLE connection RENAME COLUMN start TO origin;
ALTER TABLE connection RENAME TO flight;
