DROP INDEX readings_2024_sensor_idx;
