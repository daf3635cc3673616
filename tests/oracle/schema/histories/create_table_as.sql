-- Tables made of queries: the types of their columns.
-- revision 1: the source
CREATE TABLE source (
    id integer PRIMARY KEY, name varchar(30) NOT NULL, code char(3), amount numeric(9, 3), at timestamptz(0),
    tags text[], info jsonb, flag boolean, small smallint, real real, day date, "time" time, stay interval
);
-- downgrade
DROP TABLE source;
-- revision 2: columns as they are
CREATE TABLE copied AS SELECT * FROM source;
CREATE TABLE chosen AS SELECT id, name AS title, amount FROM source WHERE flag WITH NO DATA;
CREATE TABLE named (a, b) AS SELECT code, at FROM source;
SELECT id, tags INTO selected FROM source;
CREATE TABLE joined AS SELECT s.id, t.name, t.info FROM source s LEFT JOIN source t USING (id);
CREATE UNLOGGED TABLE quick WITH (fillfactor = 70) AS SELECT s.* FROM source s;
-- downgrade
DROP TABLE copied, chosen, named, selected, joined, quick;
-- revision 3: expressions
CREATE TABLE computed AS
SELECT id + 1 AS next, id * 2.5 AS scaled, amount * 2 AS twice, name || '!' AS loud, upper(code) AS code,
    count(*) AS n, sum(small) AS small_sum, sum(id) AS sum, sum(amount) AS amount_sum, avg(id) AS average,
    max(at) AS latest, min(day) AS earliest, bool_and(flag) AS every_flag, array_agg(name) AS names,
    string_agg(name, ',') AS list, coalesce(amount, 0) AS amount, CASE WHEN flag THEN 1 ELSE 2 END AS choice,
    id::text AS text, 'fixed' AS fixed, NULL AS nothing, 1 AS one, 1.5 AS half, true AS yes,
    info -> 'a' AS field, info ->> 'a' AS field_text, tags[1] AS first_tag, now() AS stamp, current_date AS today,
    day + 1 AS tomorrow, at - interval '1 day' AS before, length(name) AS length, exists (SELECT 1) AS any,
    (SELECT max(small) FROM source) AS subquery, ARRAY[1, 2] AS numbers, row_number() OVER () AS row,
    extract(year FROM day) AS year, real * 2 AS doubled, small + id AS mixed, name::varchar(5) AS cut
FROM source GROUP BY source.id;
-- downgrade
DROP TABLE computed;
-- revision 4: names that are not given
CREATE TABLE unnamed AS SELECT count(*), lower(name), name::text, coalesce(id, 0) FROM source GROUP BY id;
CREATE TABLE united AS SELECT id, name FROM source UNION ALL SELECT small, code FROM source;
CREATE TABLE given AS VALUES (1, 'a'), (2, 'b');
CREATE TABLE with_query AS WITH x AS (SELECT id, day FROM source) SELECT * FROM x;
CREATE TABLE series AS SELECT g FROM generate_series(1, 3) AS g;
CREATE TABLE IF NOT EXISTS series AS SELECT 1 AS other;
-- downgrade
DROP TABLE unnamed, united, given, with_query, series;
