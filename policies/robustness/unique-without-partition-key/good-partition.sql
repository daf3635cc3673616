CREATE UNIQUE INDEX CONCURRENTLY readings_2024_sensor_key ON readings_2024 (sensor, taken_at);
