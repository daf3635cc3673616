CREATE INDEX readings_value_idx ON ONLY readings (value);
CREATE INDEX CONCURRENTLY readings_2024_value_idx ON readings_2024 (value);
ALTER INDEX readings_value_idx ATTACH PARTITION readings_2024_value_idx;
