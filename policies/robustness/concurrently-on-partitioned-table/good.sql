CREATE INDEX readings_value_idx ON ONLY readings (value);
