ALTER TABLE readings ADD CONSTRAINT readings_sensor_key UNIQUE (sensor);
