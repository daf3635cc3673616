CREATE TABLE measurements (
  id bigint,
  day date,
  PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);
CREATE TABLE measurements_first PARTITION OF measurements FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
