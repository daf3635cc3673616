CREATE UNIQUE INDEX readings_sensor_key ON ONLY readings (sensor);
