-- Tables made of queries: what aggregates, operators and UNION make of the types.
-- revision 1: the sources
CREATE TYPE state AS ENUM ('new', 'open', 'done');
CREATE TABLE parcel (
    id serial PRIMARY KEY, title varchar(40) NOT NULL, code char(4), weight numeric(8, 2), pieces smallint,
    price bigint, rate real, ratio float8, sent timestamp NOT NULL DEFAULT now(), seen timestamptz(0), day date,
    stay interval, state state, info jsonb
);
CREATE TABLE scan (parcel integer REFERENCES parcel, place text, at timestamptz, state state);
-- downgrade
DROP TABLE scan, parcel;
DROP TYPE state;
-- revision 2: aggregates
CREATE TABLE totals AS
SELECT sum(pieces) AS pieces, sum(id) AS ids, sum(price) AS prices, sum(weight) AS weight, sum(rate) AS rates,
    sum(ratio) AS ratios, sum(stay) AS stay, -sum(pieces) FILTER (WHERE pieces > 1) AS less,
    avg(id) AS average, avg(ratio) AS average_ratio, avg(stay) AS average_stay,
    min(title) AS title, max(code) AS code, max(weight) AS heaviest, max(sent) AS sent, min(seen) AS seen,
    max(day) AS day, max(state) AS state, bool_or(weight > 1) AS heavy, max(pieces) = 1 AS single,
    array_agg(title) AS titles, string_agg(code, ',') AS codes
FROM parcel;
-- downgrade
DROP TABLE totals;
-- revision 3: operators
CREATE TABLE computed AS
SELECT pieces + id AS a, id * price AS b, price - weight AS c, rate * 2 AS d, ratio / weight AS e, rate + ratio AS f,
    day + 1 AS g, day - day AS h, day + stay AS i, sent - sent AS j, seen - stay AS k, stay + sent AS l, -weight AS m,
    title || code AS n, title || '!' AS o, info || '{}' AS p, info -> 'a' AS q, info #>> '{a,b}' AS r,
    lower(title) AS s, length(code) AS t, coalesce(sum(pieces) OVER (), 0) AS u, greatest(sent, seen) AS v,
    coalesce(code, title) AS w, CASE WHEN id > 1 THEN 1 ELSE weight END AS x, 'new'::state AS y
FROM parcel;
-- downgrade
DROP TABLE computed;
-- revision 4: parts of a union
CREATE TABLE events AS
SELECT parcel, max(at) AS at, max(state) AS state, max(fee) AS fee, max(note) AS note
FROM (
    SELECT id AS parcel, seen AS at, state, NULL::int AS fee, title AS note FROM parcel
    UNION ALL
    SELECT parcel, at, NULL::state, 2.5, NULL FROM scan) AS every
GROUP BY parcel;
ALTER TABLE events ADD PRIMARY KEY (parcel);
CREATE VIEW late_events AS SELECT * FROM events WHERE at > '2024-01-01';
-- downgrade
DROP VIEW late_events;
DROP TABLE events;
-- revision 5: its columns have other names
ALTER TABLE events RENAME COLUMN at TO happened_at;
CREATE INDEX ON events (happened_at);
-- downgrade
DROP INDEX events_happened_at_idx;
ALTER TABLE events RENAME COLUMN happened_at TO at;
