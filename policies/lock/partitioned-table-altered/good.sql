ALTER TABLE readings_2024 ADD CONSTRAINT readings_2024_value CHECK (value > 0) NOT VALID;
ALTER TABLE orders ADD COLUMN unit text;
