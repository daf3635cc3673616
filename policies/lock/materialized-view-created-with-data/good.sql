CREATE MATERIALIZED VIEW note_counts AS SELECT note, count(*) FROM orders GROUP BY note WITH NO DATA;
