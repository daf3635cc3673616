CREATE INDEX CONCURRENTLY readings_2024_value_idx ON readings_2024 (value);
