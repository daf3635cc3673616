ALTER TABLE depots VALIDATE CONSTRAINT depots_size_positive;
