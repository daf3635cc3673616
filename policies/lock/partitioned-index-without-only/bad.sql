CREATE INDEX readings_value_idx ON readings (value);
