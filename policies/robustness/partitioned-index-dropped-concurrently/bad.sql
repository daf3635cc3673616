DROP INDEX CONCURRENTLY readings_sensor_idx;
